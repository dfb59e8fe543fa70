/**
 * Histories in, verdicts out. Imports {@code history} and nothing else of the house: a checker never sees an actor.
 *
 * <p>{@code Linearizability} splits a history by keys and hands each to {@code Search}, which goes by a {@code Model}:
 * what one copy of the data does with one call after the other. A new data type is a new {@code Model}, in
 * {@code Models}. {@code EvidenceSearch} makes a violation small, {@code EvidencePrinter} readable.
 */
package dsc.workbench.checkers;
