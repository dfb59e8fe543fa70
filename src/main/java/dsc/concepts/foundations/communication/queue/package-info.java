/**
 * Durable channels: the sender goes on although the receiver is away, and nothing that was accepted is lost, doubled or
 * overtaken.
 *
 * <p><b>Problem.</b> To wait for the receiver, as a call does, makes the sender as unavailable as the receiver is.
 *
 * <p><b>Guarantee.</b> Each letter that was accepted is delivered exactly once, and the letters of one channel, from
 * one node to one home, in the order of their numbers, as long as journals survive; within 10 s after the last fault
 * all of them are. Two nodes are two channels: what a client sends by one and then by another may arrive in another
 * order. With {@code delivery = at-least-once}: each at least once, in any order; with {@code at-most-once}: each at
 * most once, in order.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read.
 *
 * <pre>
 *   client   n1 (outbox to n2)                      n2 (home of k)
 *     |--send--&gt;|   Enqueued(n2, k, a)                  |
 *     |&lt;-ok 7---|   accepted, not delivered             |
 *     |         |--Batch(7: a)-------------------X      |
 *     |--send--&gt;|   Enqueued(n2, k, b)                  |
 *     |&lt;-ok 8---|                                       |
 *     |         |--Batch(8: b)-------------------------&gt;|   early: 7 is missing
 *     |         |&lt;-----------------------Confirmed(6)---|
 *     |         |--Batch(7: a, 8: b)-------------------&gt;|   Delivered(7, a), Delivered(8, b)
 *     |         |&lt;-----------------------Confirmed(8)---|
 *     |         |   ConfirmedUpTo(n2, 8)                |
 * </pre>
 *
 * <p><b>Sources.</b> G. Hohpe, B. Woolf: <i>Enterprise Integration Patterns</i>, 2003 (message channel, guaranteed
 * delivery). RFC 9293, §3.4 (sequence numbers, cumulative acknowledgement). Pekko documentation: <i>Message Delivery
 * Reliability</i>; <i>Reliable Delivery</i>, which is the same as a module.
 */
package dsc.concepts.foundations.communication.queue;
