/** Histories in, verdicts out. Imports {@code history} and nothing else of the house: a checker never sees an actor. */
package dsc.workbench.checkers;
