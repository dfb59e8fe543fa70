/** Benchmarks: what is started, measured, repeated and printed. */
package dsc.workbench.benchmarks;
