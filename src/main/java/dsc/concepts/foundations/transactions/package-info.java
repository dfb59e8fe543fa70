/**
 * The bank that the protocols of distributed transactions keep: accounts at their homes, and what clients ask of it.
 */
package dsc.concepts.foundations.transactions;
