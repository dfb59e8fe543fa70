/** TODO. */
package dsc.concepts.foundations.transactions.threephase;
