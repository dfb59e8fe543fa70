/**
 * The grader: it compiles a submission, runs it in a worker, which is a JVM of its own, and says what is broken and in
 * which world. Whatever a submission does to the worker, the grader has a sentence for it.
 */
package dsc.workbench.grading;
