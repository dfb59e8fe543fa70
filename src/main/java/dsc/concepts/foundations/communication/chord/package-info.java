/**
 * A lookup ring: which node has a key, without anybody who knows all nodes.
 *
 * <p><b>Problem.</b> Nodes come and go, and a table of all of them is wrong somewhere at any time. Each node knows the
 * next ones on a circle and a few far away, and from any node one gets to any other in a few hops.
 *
 * <p><b>Guarantee.</b> Within 20 s after the last fault, all nodes name the same owner for a key, the first node at or
 * after its identifier, and every acknowledged block is held there, as long as journals survive. While nodes come and
 * go, a lookup may be wrong and a fetch may miss. Names are given once: two texts under one name, stored on two sides
 * of a partition, are not reconciled.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable blocks (pointers are not durable: a node that starts joins
 * anew), pauses, an asynchronous network that loses, repeats and reorders messages. The group is fixed; its first r + 1
 * nodes are the base. A node that does not answer for a while counts as dead, and perhaps is not: so it may be skipped,
 * and rings may come apart, until a look through the base brings them together again. Zave's invariants (one ordered
 * ring, connected appendages) need a failure detector that does not err and a base that stays, and are checked in plans
 * of that kind alone, by {@code ChordRingTest}.
 *
 * <pre>
 *   n8 (joins)          n2                  n6                     ring: n2 &lt; n8 &lt; n6 &lt; n5
 *     |--FindSuccessor-&gt;|  (n2 is of the base) |
 *     |&lt;-Successor------|  between n2 and n6   |
 *     |--GetNeighbours-&gt;|                    |
 *     |&lt;-Neighbours-----|  n6, n5            |                     n8 is a member: predecessor n2, list n6 n5
 *     |--GetNeighbours----------------------&gt;|
 *     |&lt;-Neighbours--------------------------|  predecessor n2
 *     |--Notify-----------------------------&gt;|                     n6: predecessor n8
 *     |                 |--GetNeighbours----&gt;|
 *     |                 |&lt;-Neighbours--------|  predecessor n8: nearer than n6
 *     |&lt;-GetNeighbours--|                    |                     asked before it is adopted
 *     |--Neighbours----&gt;|  n6, n5            |                     n2: list n8 n6
 * </pre>
 *
 * <p><b>The rules most get wrong</b>, with the place where each is kept: (1) the base begins the ring, knowing each
 * other: {@code Pointers.ofBase}; (2) a joining node takes a whole list: {@code Successors.afterJoin}; (3) a better
 * successor is asked before it is adopted: {@code Ring.onSuccessorsPointers}; (4) lists are filled:
 * {@code Successors.withoutHead}; (5) rectify: {@code Ring.rectify}; (6) fingers are hints: {@code Pointers.answer};
 * (7) a look through the base: {@code Ring.lookThroughBase}, {@code Ring.lookUpPlace}; (8) blocks move before they are
 * forgotten: {@code Maintenance.onHolds}; (9) nodes in a step say that they are busy: {@code Ring.onGetNeighbours},
 * {@code Steps}.
 *
 * <p><b>Sources.</b> I. Stoica, R. Morris, D. Karger, M. F. Kaashoek, H. Balakrishnan: <i>Chord: A Scalable
 * Peer-to-peer Lookup Service for Internet Applications</i>, SIGCOMM 2001 (fingers §4.3, stabilization §5.1, failures
 * and replication §5.2). P. Zave: <i>Using Lightweight Modeling to Understand Chord</i>, CCR 42(2), 2012 (no published
 * version is correct); <i>Reasoning about Identifier Spaces: How to Make Chord Correct</i>, IEEE TSE 43(12), 2017,
 * which is the one here. T. M. Shafaat, A. Ghodsi, S. Haridi: <i>Handling Network Partitions and Mergers in Structured
 * Overlay Networks</i>, P2P 2007.
 */
package dsc.concepts.foundations.communication.chord;
