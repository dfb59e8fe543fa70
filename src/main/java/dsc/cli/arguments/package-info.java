/** Options and arguments that several commands share, and the words that complete them. */
package dsc.cli.arguments;
