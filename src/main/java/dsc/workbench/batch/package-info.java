/** Judges what a class handed in: many submissions to one exercise, into files. */
package dsc.workbench.batch;
