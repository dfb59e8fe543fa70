/** Clusters that stay up: the supervisor of each, the registry that finds them, and requests made by hand. */
package dsc.workbench.playground;
