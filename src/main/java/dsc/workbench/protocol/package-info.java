/**
 * The contract between a protocol and whatever runs it: which node it is, which peers it can talk to, what time it is;
 * what a scenario promises, under which faults, and how that is checked. Imports history, checkers, and Pekko's typed
 * actors with their persistence.
 */
package dsc.workbench.protocol;
