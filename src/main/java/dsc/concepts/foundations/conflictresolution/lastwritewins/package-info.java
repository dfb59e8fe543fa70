/**
 * Last write wins: every version of a key carries the time of day of its writer, and the latest remains.
 *
 * <p><b>Problem.</b> Replicas that take updates without asking each other hold different versions in the end; somebody
 * has to say which counts, and everybody the same.
 *
 * <p><b>Guarantee.</b> Replicas become equal. Nothing more: acknowledged updates are lost when they were made at the
 * same time elsewhere, or by a clock that is behind.
 *
 * <p><b>Faults.</b> Crashes of any number of replicas, cuts, loss, delay and duplication of messages; clocks that are
 * off do not keep replicas from becoming equal, but cost updates.
 *
 * <p><b>Messages.</b> Those of {@link dsc.concepts.foundations.conflictresolution.Replica}.
 *
 * <p><b>Sources.</b> Johnson and Thomas, RFC 677, 1975; Demers et al., PODC 1987; Lakshman and Malik, LADIS 2009.
 */
package dsc.concepts.foundations.conflictresolution.lastwritewins;
