/** Cuts links between actor systems, in one direction or both. Imports only Pekko. */
package dsc.workbench.links;
