/** The command line, the processes of a run, its clients, and what people see while it goes on. */
package dsc.workbench.launcher;
