/** What people see in a terminal: colours, live lines, interruption, suggestions. */
package dsc.workbench.terminal;
