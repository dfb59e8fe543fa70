/**
 * A log in partitions that many append to, and a group of readers that share the partitions out: each record is
 * processed once, while readers come and go.
 *
 * <p><b>Problem.</b> A group cannot tell a reader that is slow from one that is gone. It gives the partitions of both
 * to others, and the slow one comes back with results of its own.
 *
 * <p><b>Guarantee.</b> Records that were acknowledged are in their partition once, at their offset, in an order that
 * respects real time. The group processes each record of a partition exactly once and in order; with {@code processing
 * = at-least-once} or {@code at-most-once}, so. Within 15 s after the last fault all are processed, as long as journals
 * survive. A partition whose owner is down waits: logs are not replicated here.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group of nodes is fixed, that of readers is not. Clocks of day are not read.
 *
 * <pre>
 *   client   n3 (producer)         n2 (owner of p)               n1 (coordinator)       n3 (member)
 *     |--send--&gt;|                      |                              |&lt;--------------Join--|
 *     |         |                      |                              |  Rebalanced(7)       |
 *     |         |                      |                              |--Assigned(7, [p])--&gt;|
 *     |         |--Append(p, seq 4)---&gt;|  Appended: offset 9          |                      |
 *     |         |&lt;---Offsets(4: 9)-----|                              |                      |
 *     |&lt;-ok p 9-|                      |&lt;-------------------------Fetch(7, p, from here)-----|
 *     |         |                      |  Claimed(7): none of an earlier generation is heard |
 *     |         |                      |--Records(9…)--------------------------------------&gt;|
 *     |         |                      |&lt;--------------------------Apply(7, p, 9, results)---|
 *     |         |                      |  Processed: results and position in one event       |
 *     |         |                      |--Done(10)-----------------------------------------&gt;|
 * </pre>
 *
 * <p><b>Sources.</b> J. Kreps, N. Narkhede, J. Rao: <i>Kafka: a Distributed Messaging System for Log Processing</i>,
 * NetDB 2011. Apache Kafka documentation, <i>Design</i>: message delivery semantics, consumer groups. KIP-98:
 * <i>Exactly Once Delivery and Transactional Messaging</i> (sequence numbers of a producer and partition). Jepsen:
 * <i>Redpanda 21.10.1</i>, 2022; <i>Bufstream 0.1.0</i>, 2024.
 */
package dsc.concepts.foundations.coordination.streaming;
