/**
 * One order for all, without waiting for every read.
 *
 * <p><b>Problem.</b> To make copies look like one, each read has to wait for the network (Attiya and Welch 1994). Most
 * readers do not need to know what was written a moment ago elsewhere, as long as all see the same story.
 *
 * <p><b>Guarantee.</b> There is one order of all operations, the same for all clients, in which those of each client
 * come as it made them; what is read may be old. Writes need the sequencer; reads need no other node, except for a
 * client that has seen more than the node it asks. After a move, such a client waits, or is refused and told why.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed, and so is the sequencer: while it is away, nobody writes. To replace it
 * takes consensus.
 *
 * <pre>
 *   client    n2                          n1 (sequencer)             n3       client
 *     |--write x a--&gt;|--Submit(n2/1: x = a)--&gt;|                         |          |
 *     |              |                        | at place 7, durable     |          |
 *     |              |&lt;-----------Ordered(7)--|--Ordered(7)--------X    |          |
 *     |&lt;-ok, 8-------| applied: 8 entries     |                         |&lt;-read x--|
 *     |              |                        |                         |--nil, 7-&gt;|   old, and right
 *     |--read x, having seen 8-----------------------------------------&gt;|          |   waits
 *     |              |                        |--Ordered(8, none)------&gt;|          |   8 entries: I lack one
 *     |              |                        |&lt;-----------------Need(7)|          |
 *     |              |                        |--Ordered(7)------------&gt;| applied  |
 *     |&lt;-a, 8-----------------------------------------------------------|          |
 * </pre>
 *
 * <p>A client carries one number, how many entries it has seen, and not one for each key: sequential consistency is not
 * local.
 *
 * <p><b>Sources.</b> L. Lamport: <i>How to Make a Multiprocessor Computer That Correctly Executes Multiprocess
 * Programs</i>, IEEE Transactions on Computers C-28(9), 1979. H. Attiya, J. Welch: <i>Sequential Consistency versus
 * Linearizability</i>, TOCS 12(2), 1994 (local reads over atomic broadcast). X. Défago, A. Schiper, P. Urbán: <i>Total
 * Order Broadcast and Multicast Algorithms</i>, ACM Computing Surveys 36(4), 2004, §4.1.1 (fixed sequencer). P. Hunt,
 * M. Konar, F. Junqueira, B. Reed: <i>ZooKeeper</i>, USENIX ATC 2010 (a session does not go on at a server that is
 * behind it).
 */
package dsc.concepts.foundations.consistency.sequential;
