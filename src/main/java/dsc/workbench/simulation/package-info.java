/** Unmodified actors on one thread: a seeded dispatcher, a virtual clock, a simulated network and disks. */
package dsc.workbench.simulation;
