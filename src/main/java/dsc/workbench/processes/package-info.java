/** Child processes on this machine: start, kill, stop, continue, and end them for sure. Imports only the JDK. */
package dsc.workbench.processes;
