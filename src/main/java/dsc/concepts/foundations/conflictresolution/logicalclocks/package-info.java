/**
 * Lamport timestamps: every version of a key carries a number that is greater than all its writer had seen, and the
 * greatest remains.
 *
 * <p><b>Problem.</b> Which of two versions is later must not depend on clocks that may be wrong.
 *
 * <p><b>Guarantee.</b> Replicas become equal; if one update has seen another, it wins. Of updates that did not see each
 * other one is lost.
 *
 * <p><b>Faults.</b> As for last write wins; clocks of day have no part in it.
 *
 * <p><b>Messages.</b> Those of {@link dsc.concepts.foundations.conflictresolution.Replica}.
 *
 * <p><b>Source.</b> Lamport, <i>Time, Clocks, and the Ordering of Events in a Distributed System</i>, CACM 21(7), 1978.
 */
package dsc.concepts.foundations.conflictresolution.logicalclocks;
