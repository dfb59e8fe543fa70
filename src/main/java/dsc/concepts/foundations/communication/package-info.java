/** What the protocols of communication share. */
package dsc.concepts.foundations.communication;
