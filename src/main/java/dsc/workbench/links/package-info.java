/**
 * Cuts links between actor systems, in one direction or both, and counts what is sent over them. Imports only Pekko.
 */
package dsc.workbench.links;
