/**
 * Horizontal scaling: accounts, each a persistent actor in one place, spread over the nodes of a cluster that grows,
 * shrinks and fails.
 *
 * <p><b>Problem.</b> More accounts than one node can carry, each with a state that only one writer may change. Nodes
 * come, leave and crash, so accounts have to move; and for a while two nodes may both take themselves for an account's
 * home.
 *
 * <p><b>Guarantee.</b> No acknowledged deposit or withdrawal is lost, none counts twice, and no balance is ever
 * negative, as long as the journal survives. What the cluster believes about who is where does not matter for that: the
 * journal refuses a writer that was superseded. A balance that is read may be old while two nodes take themselves for
 * its home. A transfer is told from others by its session and its number in it. For clients that lost their session,
 * such as people, also its reference tells: while it is the last transfer of one of the 1,000 sessions that an account
 * remembers, the same reference and amount get the first answer again, and another amount is refused.
 *
 * <p><b>Fault model.</b> Crash and recovery, pauses of any length, links that are cut, nodes that the split-brain
 * resolver downs and that come back. One journal that all nodes reach, and that keeps the primary key of its events.
 *
 * <p><b>Fencing.</b> Every time an account starts, it writes down a new epoch before it serves. An event is written
 * under (persistence id, sequence number), the journal's primary key, at the number after the last that the writer
 * knows. Once a newer writer has written its epoch there, that number is taken, and an older writer is refused,
 * whatever it tries.
 *
 * <pre>
 *   n1 (paused)            journal                      n2
 *     | epoch 1               | 1: Activated 1, n1       |
 *     |                       | 2: Posted +5             |
 *     |  paused, and downed   |                          | the shard moves
 *     |                       |&lt;----- read 1 to 2 -------|
 *     |                       |&lt;----- 3: Activated 2 ----|
 *     |                       |&lt;----- 4: Posted +7 ------|--&gt; ok
 *     | goes on               |                          |
 *     |-- 3: Posted +9 ------&gt;|                          |
 *     |&lt;-- refused: 3 is taken|                          |
 *     | reads again, finds epoch 2: superseded           |
 * </pre>
 *
 * <p><b>Sources.</b> Apache Pekko: Cluster Sharding; Event Sourcing; Split Brain Resolver (documentation of 1.x). P.
 * Bernstein and others: Orleans: Distributed Virtual Actors for Programmability and Scalability, MSR-TR-2014-41 (an
 * actor that is always there, and started where it is needed). C. Gray, D. Cheriton: Leases, SOSP 1989, and M. Burrows:
 * The Chubby Lock Service, OSDI 2006, §2.4 (sequencers: why a writer must be refused by what it writes to). D. Thaler,
 * C. Ravishankar: Using Name-Based Mappings to Increase Hit Rates, IEEE/ACM ToN 6(1), 1998 (rendezvous hashing).
 *
 * <p>Where to read: {@link dsc.concepts.patterns.scaling.horizontal.Account} is the entity,
 * {@link dsc.concepts.patterns.scaling.horizontal.Balance} what it remembers and asserts,
 * {@link dsc.concepts.patterns.scaling.horizontal.Branch} what runs on every node, and
 * {@link dsc.concepts.patterns.scaling.horizontal.HorizontalScenario} what is promised, asked and checked.
 */
package dsc.concepts.patterns.scaling.horizontal;
