/** The JVMs of a multi-JVM test's nodes, and what JUnit's JVM and theirs say to each other. */
package dsc.workbench.multijvm.nodes;
