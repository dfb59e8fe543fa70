/**
 * One of several nodes acts for all, and another one when it fails.
 *
 * <p><b>Problem.</b> A leader is what others believe. One that stood still, or was cut off, believes it longest, and
 * goes on to act beside the one that replaced it.
 *
 * <p><b>Guarantee.</b> No term has two leaders. Once an act of a later term was acknowledged, none that is asked for
 * after that is acknowledged by an earlier leader: with {@code confirm = round} as long as journals survive, with
 * {@code confirm = lease} also as long as clocks keep within the drift and no node stands still between its look at the
 * lease and its answer. Within 10 s after the last fault a leader acts, and all nodes name the same one. Increments go
 * through registers that compare tokens, the token being the term, and are linearizable with either setting.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses ({@code round} alone), an asynchronous network
 * that loses, repeats and reorders messages, times of day that are wrong. The group is fixed.
 *
 * <pre>
 *   client        n1                              n2          n3
 *     |            |--Stand(5, probe)-------------&gt;|           |   would you? n1 has missed the leader for a lease
 *     |            |&lt;------------Vote(5, probe)----|           |
 *     |            |--Stand(5)--------------------&gt;|           |   TermBegan(5, n1), durable, before
 *     |            |&lt;-------------------Vote(5)----|           |   a majority: n1 leads in term 5
 *     |            |--Lead(5, round 1)------------&gt;|           |   for a lease, n2 votes for nobody else
 *     |            |--Lead(5, round 1)------------------------&gt;|
 *     |            |&lt;------------Followed(5, 1)----|           |   a majority: a lease, since round 1 was sent
 *     |--write----&gt;|--Lead(5, round 2)------------&gt;|           |   round: asked whether it still leads
 *     |            |&lt;------------Followed(5, 2)----|           |
 *     |&lt;-ok n1, 5--|                               |           |
 * </pre>
 *
 * <p><b>Rules that are often got wrong</b>, where the code says {@code rule 1} to {@code rule 6}: (1) a vote is durable
 * before it is sent; (2) a node that restarts may have promised a lease, and votes for nobody for as long as one lasts;
 * (3) leases run by the monotonic clock; (4) from when the round was sent, not from the answer; (5) the lease is looked
 * at when the answer leaves, and even then a pause can come between: that is what rounds and fencing are for; (6) a
 * node that cannot win does not raise the terms of all.
 *
 * <p><b>Sources.</b> D. Ongaro, J. Ousterhout: <i>In Search of an Understandable Consensus Algorithm (Extended
 * Version)</i>, 2014, §5.2 (terms, votes; here without a log). C. Gray, D. Cheriton: <i>Leases</i>, SOSP 1989. M.
 * Burrows: <i>The Chubby Lock Service</i>, OSDI 2006, §2.4. H. Garcia-Molina: <i>Elections in a Distributed Computing
 * System</i>, IEEE ToC C-31(1), 1982 (the problem).
 */
package dsc.concepts.foundations.coordination.election;
