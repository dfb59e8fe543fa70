/** One live run: its clients, its fault plan, what is recorded, and the verdict. */
package dsc.workbench.runs;
