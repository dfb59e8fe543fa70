/**
 * Checks histories in which every answer tells a position in the order of all updates, as ZooKeeper's answers tell
 * zxids.
 */
package dsc.workbench.checkers.positions;
