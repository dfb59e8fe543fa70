/** Simulates many worlds from seeds: shrinks what fails, writes the files, and prints the summary. */
package dsc.workbench.exploration;
