/** What the protocols of coordination share. */
package dsc.concepts.foundations.coordination;
