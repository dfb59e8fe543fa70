/** What the stores of consistency models share: one map of registers, what clients ask of it, and what is counted. */
package dsc.concepts.foundations.consistency;
