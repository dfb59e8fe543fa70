/**
 * Conflict-free replicated data types: values whose updates commute, so that replicas which received the same updates
 * hold the same, and nothing is lost.
 *
 * <p><b>Problem.</b> A version that replaces another one loses what the other one said. A type that says how two of its
 * values merge, so that the order and number of merges do not matter, need not choose.
 *
 * <p><b>Guarantee.</b> Strong eventual consistency (Shapiro et al., SSS 2011, definition 2.3); adds win over removes
 * that did not see them; counts are exact.
 *
 * <p><b>Faults.</b> Crashes of any number of replicas, whose data is in LMDB on their disks; pauses; cuts.
 *
 * <p><b>Sources.</b> Shapiro, Preguiça, Baquero, Zawirski, SSS 2011; Bieniusa et al., <i>An optimized conflict-free
 * replicated set</i>, 2012 (Pekko's ORSet); Almeida, Shoker, Baquero, JPDC 2018 (deltas); Roh et al., JPDC 2011 (RGA).
 */
package dsc.concepts.foundations.conflictresolution.crdt;
