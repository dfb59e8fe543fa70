/**
 * Exercises, and the judgement of what is handed in for them: skeletons cut from the product's sources, submissions
 * compiled in their place, and broken variants of protocols, as data beside their exercises
 * ({@code src/exercises/<id>/}), for which tests ask in order to show that a check can fail. Knows no concept.
 */
package dsc.workbench.exercises;
