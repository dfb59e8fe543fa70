/** Chord. */
package dsc.concepts.foundations.communication.chord;
