/**
 * One primary broadcasts changes of state, each right only after the one before, and hands its history over as a whole.
 *
 * <p><b>Problem.</b> A primary computes what each command comes to in the state that all before it leave, and has many
 * such changes under way. When it fails, no change may be delivered without those before it, by whichever primary comes
 * next.
 *
 * <p><b>Guarantee.</b> Writes and compare-and-sets are linearizable and take effect exactly once, and all clients see
 * them in that order; what a client reads contains its own updates and never goes back, but may be old. With
 * {@code reads = sync} no read is old. As long as journals survive; updates complete while a majority can talk to each
 * other, local reads wherever a server has what its client has seen.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed.
 *
 * <pre>
 *   client     n1                                  n2              n3
 *     |        |--Elected--------------------------&gt;|               |    the oracle has a favourite
 *     |        |&lt;----------------------Cepoch(p = 4)|               |    discovery: which epochs were promised?
 *     |        |--NewEpoch(5)----------------------&gt;|               |
 *     |        |&lt;---AckEpoch(5, current 4, ends 4.9)| promised      |    a majority: the best history is taken over
 *     |        |--NewLeader(5, after 4.7: 4.8, 4.9)-&gt;|              |    synchronization: the history, durably,
 *     |        |&lt;-------------------AckNewLeader(5) | entered       |    then the epoch, durably
 *     |        |--Commit(4.9)----------------------&gt;|               |    a majority: all of it is committed
 *     |        |                                    |&lt;--write x 1---------- client of n2
 *     |        |&lt;---------------Request(write x 1)  |               |    broadcast: what it comes to is the change
 *     |        |--Propose(5.1: x = 1)--------------&gt;|               |
 *     |        |--Propose(5.1: x = 1)-------------------------X     |
 *     |        |&lt;--------------------------Ack(5.1) | durable       |    a majority: committed
 *     |        |--Commit(5.1)----------------------&gt;| delivered     |
 *     |        |                                    |--[1, 5.1]------------&gt; client of n2
 *     |        |                                    |               |&lt;--read x, from a client that has seen 5.1
 *     |        |                                    |               |--refused: it has delivered 4.9
 * </pre>
 *
 * <p><b>Rules that are often got wrong</b>, where the code says {@code rule 1} to {@code rule 10}: (1) a follower makes
 * the history durable, then its current epoch, then it acknowledges; (2) it cuts off what the leader lacks, and no
 * store has had it; (3) an epoch proposes nothing before a majority has its history, and then all of that is committed;
 * (4) the history is the one of the greatest epoch, and in that of the greatest zxid, among a majority; (5) a promise
 * refuses every smaller epoch, and every other leader of the same, over restarts; (6) a follower takes the next
 * proposal and no other; (7) acknowledgements and commits are cumulative; (8) a leader that a majority does not answer
 * stops; (9) a local read gives its client a zxid, and a server behind a client's zxid does not serve it; (10) a sync
 * goes through the order, since the leader may be deposed and not know it.
 *
 * <p><b>Decided here.</b> The oracle asks for support as Raft's pre-vote does; it may err, and a leader then takes over
 * a better history. Followers say how their histories end in each epoch, so that the last change in common is found
 * exactly, wherever epochs were cut off. A history that reaches behind the leader's image begins with that image. A
 * server passes its clients' updates on to the primary and answers them when it has delivered them, as ZooKeeper's do.
 *
 * <p><b>Sources.</b> F. Junqueira, B. Reed, M. Serafini: <i>Zab: High-performance broadcast for primary-backup
 * systems</i>, DSN 2011: properties §II, phases §IV. A. Medeiros: <i>ZooKeeper's Atomic Broadcast Protocol: Theory and
 * Practice</i>, 2012. P. Hunt, M. Konar, F. Junqueira, B. Reed: <i>ZooKeeper</i>, USENIX ATC 2010: A-linearizability
 * §2.3, sessions and zxids §4.4. What went wrong in practice: ZOOKEEPER-1154, -3911, -4643, -4646, -4785, -4925.
 * Sessions: D. Ongaro: <i>Consensus: Bridging Theory and Practice</i>, 2014, §6.3.
 */
package dsc.concepts.foundations.consensus.zab;
