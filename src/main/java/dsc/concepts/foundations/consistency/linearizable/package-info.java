/**
 * Several copies that nobody can tell from one.
 *
 * <p><b>Problem.</b> A crash may take a copy, and clients are not to notice that there are several: neither by an old
 * value, nor by two clients who see writes in different orders.
 *
 * <p><b>Guarantee.</b> Every read, write and snapshot takes effect at one moment between its invocation and its
 * completion, as long as journals survive. Operations complete as long as their node and the sequencer can talk.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed, and so is the sequencer: while it is away, nobody is served. To replace it
 * takes consensus.
 *
 * <pre>
 *   client    n2                          n1 (sequencer)             n3       client
 *     |--write x a--&gt;|--Submit(n2/1: x = a)--&gt;|                         |          |
 *     |              |                        | at place 7, durable     |&lt;-read x--|
 *     |              |                        |&lt;------Submit(n3/1: read)|          |
 *     |              |&lt;-----------Ordered(7)--|--Ordered(7)------------&gt;| x = a    |
 *     |&lt;-ok----------| applied                | at place 8, durable     |          |
 *     |              |&lt;-----------Ordered(8)--|--Ordered(8)------------&gt;| applied  |
 *     |              |                        |                         |--a------&gt;|
 * </pre>
 *
 * <p>A read has its place among the writes: without one, it would look at a copy that may be behind.
 *
 * <p><b>Sources.</b> M. Herlihy, J. Wing: <i>Linearizability: A Correctness Condition for Concurrent Objects</i>,
 * TOPLAS 12(3), 1990. X. Défago, A. Schiper, P. Urbán: <i>Total Order Broadcast and Multicast Algorithms</i>, ACM
 * Computing Surveys 36(4), 2004, §4.1.1 (fixed sequencer). H. Attiya, J. Welch: <i>Sequential Consistency versus
 * Linearizability</i>, TOCS 12(2), 1994.
 */
package dsc.concepts.foundations.consistency.linearizable;
