/** A learner's own directory: the files of exercises as they were laid and edited, and what came of them so far. */
package dsc.workbench.workbook;
