/**
 * Checkers of consistency models on histories of registers in which no value is written twice under a key, so that it
 * is known of each read which write it saw. {@code RegisterHistory} says what such a history may contain. Weakest model
 * last: {@code SequentialConsistency}, {@code CausalConvergence}, {@code SessionGuarantees},
 * {@code ConvergedRegisters}.
 */
package dsc.workbench.checkers.registers;
