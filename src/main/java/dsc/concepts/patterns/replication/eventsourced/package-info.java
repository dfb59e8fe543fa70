/**
 * Replicated event sourcing: every node takes updates, and replays what the others took.
 *
 * <p><b>Problem.</b> Each node must take updates and answer at once, also while it cannot reach the others; in the end
 * all must hold the same, without an update that is lost or counted twice.
 *
 * <p><b>Guarantee.</b> Strong eventual consistency: replicas that have applied the same events hold the same, and each
 * event reaches every replica in the end. An update that was acknowledged is in the journal of the replica that took
 * it, and is applied once by each. Conflicts are resolved by the data type: an add that a removal did not know of wins,
 * all increments are added up, the later of two names stays. Nothing is said about how old what is read may be.
 *
 * <p><b>Fault model.</b> Crash and recovery, pauses, asynchronous network. The journals survive, and each replica can
 * read the others'. The nodes are known beforehand. Clocks may be wrong: then the name that stays may not be the one
 * that was given last, and no more than that.
 *
 * <pre>
 *   client        n1                   journals               n2          client
 *     | add e      |                      |                    |            |
 *     |-----------&gt;|--Added (n1, 1)------&gt;|                    |            |
 *     |&lt;--------ok |&lt;-------------durable |                    |            |
 *     |            |--PublishedByPeer (direct; may be lost)---&gt;|            |
 *     |            |                      |                    |&lt;--read---- |
 *     |            |                      |&lt;--what did n1 write since 0?----|
 *     |            |                      |--Added (n1, 1)----&gt;|            |
 *     |            |                      |&lt;--the same, copied-|            |
 * </pre>
 *
 * <p><b>Sources.</b> Pekko documentation: Replicated Event Sourcing. M. Shapiro, N. Preguiça, C. Baquero, M. Zawirski:
 * Conflict-free Replicated Data Types, SSS 2011 (strong eventual consistency, §2); the same: A comprehensive study of
 * Convergent and Commutative Replicated Data Types, INRIA RR-7506, 2011 (last-writer-wins register §3.2.1,
 * observed-remove set §3.3.5). Sections without a name are those of the latter.
 *
 * <p>Where to read: {@link dsc.concepts.patterns.replication.eventsourced.Replica} is one replica of one key,
 * {@link dsc.concepts.patterns.replication.eventsourced.Contents} what it holds, and
 * {@link dsc.concepts.patterns.replication.eventsourced.EventSourced} the node around it.
 */
package dsc.concepts.patterns.replication.eventsourced;
