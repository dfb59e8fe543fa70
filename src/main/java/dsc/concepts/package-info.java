/** What is studied, run and extended: the eighteen concepts, each with its protocols. */
package dsc.concepts;
