/**
 * The checkers that any protocol may use, by name. It imports the packages that they are in; none of those imports it.
 */
package dsc.workbench.checkers.registry;
