/**
 * One decision at a time: several nodes propose, one value is chosen, and nobody ever learns another.
 *
 * <p><b>Problem.</b> Nodes that may crash, and messages that may be lost, have to agree on one of several values.
 *
 * <p><b>Guarantee.</b> For each decision, all who are told a value are told the same one, which somebody proposed; once
 * one was told it, none is told that there is none yet; as long as journals survive. Decisions are made while a
 * majority of the nodes talk to each other and rival proposers wait for each other.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed.
 *
 * <pre>
 *   client      n1                         n2         n3
 *     |-propose-&gt;|--Prepare(1.n1)---------&gt;|          |
 *     |   pizza  |--Prepare(1.n1)--------------------&gt;|
 *     |          |&lt;--------------Promise(no vote)|     |   a majority: nothing smaller can be chosen any more
 *     |          |--Accept(1.n1, pizza)---&gt;|          |   or the value of the greatest vote that they told of
 *     |          |--Accept(1.n1, pizza)--------------&gt;|
 *     |          |&lt;---------------------Accepted|      |   a majority: chosen
 *     |&lt;---pizza-|--Decided(pizza)-------&gt;|          |
 * </pre>
 *
 * <p>A client that wants to learn is served by a proposal without a value of its own, which finishes what it finds.
 *
 * <p><b>Sources.</b> L. Lamport: <i>Paxos Made Simple</i>, 2001 (choosing a value §2.2, learning §2.3, progress §2.4,
 * implementation §2.5); <i>The Part-Time Parliament</i>, TOCS 16(2), 1998. M. Herlihy: <i>Wait-Free
 * Synchronization</i>, TOPLAS 13(1), 1991 (consensus objects).
 */
package dsc.concepts.foundations.consensus.paxos;
