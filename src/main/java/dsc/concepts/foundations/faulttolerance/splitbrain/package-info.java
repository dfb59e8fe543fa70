/**
 * One writer in a cluster that is cut, by strategy of Pekko's split-brain resolver.
 *
 * <p><b>Problem.</b> A node that does not answer may be dead, or alive behind a cut. If it carried what there must be
 * one of, either nobody replaces it and nothing is written, or somebody does and there may be two. Who is cut off
 * cannot tell either which side of the cut it is on, unless both sides decide by a rule that gives opposite answers.
 *
 * <p><b>Guarantee.</b> Once a client was told of a write by a later writer, no write that is asked for after that is
 * acknowledged by an earlier one.
 *
 * <p><b>Fault model.</b> Links that are cut in both directions or in one, crash and recovery. It rests on time: that
 * the losing side of a cut has decided, and stopped its writer, when the other side starts one, {@code stable-after}
 * after its own decision. A process that is paused for longer breaks it; so does a clock that runs at another speed.
 * Fencing does not rest on time.
 *
 * <pre>
 *   n1 n2 (the writer on n1)  |  n3 n4 n5
 *     |   incarnation 1       |    |
 *     |                      cut   |
 *     |   2 s: n3 n4 n5 missed     |   2 s: n1 n2 missed
 *     |                            |
 *     |   5 s: two of five,        |   5 s: three of five,
 *     |        so we go down       |        so they are down
 *     x   the writer stops         |   8 s: incarnation 2 begins on n3
 * </pre>
 *
 * <p><b>Sources.</b> Apache Pekko: Split Brain Resolver; Cluster Singleton (documentation of 1.x). E. Brewer: Towards
 * Robust Distributed Systems, PODC 2000, and S. Gilbert, N. Lynch: Brewer's Conjecture and the Feasibility of
 * Consistent, Available, Partition-Tolerant Web Services, SIGACT News 33(2), 2002. S. Davidson, H. Garcia-Molina, D.
 * Skeen: Consistency in Partitioned Networks, ACM Computing Surveys 17(3), 1985, §3. M. Burrows: The Chubby Lock
 * Service, OSDI 2006, §2.4 (sequencers).
 *
 * <p>Where to read: {@link dsc.concepts.foundations.faulttolerance.splitbrain.SoleWriter} is what there is to be one
 * of, {@link dsc.concepts.foundations.faulttolerance.splitbrain.SplitBrainNode} what runs on every node,
 * {@link dsc.concepts.foundations.faulttolerance.splitbrain.Downing} who decides, and
 * {@link dsc.concepts.foundations.faulttolerance.splitbrain.SplitBrainScenario} what is promised, asked and checked.
 */
package dsc.concepts.foundations.faulttolerance.splitbrain;
