/** What decides what happens in a simulated world: its conditions, what breaks in it, and how that is written down. */
package dsc.workbench.simulation.worlds;
