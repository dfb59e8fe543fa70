/**
 * Broken variants of protocols, as data beside their exercises ({@code src/exercises/<id>/}): tests ask for them in
 * order to show that a check can fail. Knows no concept.
 */
package dsc.workbench.exercises;
