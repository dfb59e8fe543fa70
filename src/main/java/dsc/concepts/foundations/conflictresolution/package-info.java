/**
 * Conflict resolution: what happens to updates that did not know of each other. What its protocols share: replicas that
 * take updates without asking each other, and compare themselves by gossip.
 */
package dsc.concepts.foundations.conflictresolution;
