/** One self-contained HTML file a run. Draws what it is given; measures and decides nothing. */
package dsc.workbench.report;
