/**
 * Pekko's Reliable Delivery as it is: what it gives, what is left to do, and what it costs. Pekko says of it that it
 * may change.
 *
 * <p><b>Problem.</b> That of {@code queue}: a letter is accepted now and delivered later, although messages get lost
 * and nodes crash.
 *
 * <p><b>Guarantee.</b> Within 40 s after the last fault, each letter that was accepted is delivered, none twice, and
 * those of one channel in the order of their numbers. With {@code deduplicate = off}: each at least once.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, cut links, nodes that leave and come back, in
 * a cluster whose split-brain resolver keeps the majority. Faults of single messages act on peers' messages alone,
 * which the channels do not use.
 *
 * <pre>
 *   client   n1: outbox         producer controller           n2: consumer controller      inbox
 *     |        |   receptionist: where is n1-n2?                      |                      |
 *     |        |                        |&lt;---register-----------------|  at each listing     |
 *     |        |&lt;--RequestNext----------|&lt;---request up to 50---------|                      |
 *     |--send-&gt;|--letter---------------&gt;|  stored, under number 7     |                      |
 *     |&lt;--ok---|&lt;--7--------------------|----SequencedMessage(7)-----&gt;|--Delivery(7)--------&gt;|  Delivered(n1, 7, letter)
 *     |        |                        |&lt;---confirmed up to 7--------|&lt;--Confirmed----------|  when that is durable
 *     |        |                        |  noted, some time later     |                      |
 *     |        |                        |          n1 crashes before that: 7 is sent again ---&gt;|  7 is not after 7: confirmed
 * </pre>
 *
 * <p><b>Sources.</b> Pekko documentation: <i>Reliable Delivery</i> (point-to-point, durable producer, ask from the
 * producer, delivery semantics). Pekko issue 2760: a durable producer that restarts with nothing unconfirmed.
 */
package dsc.concepts.foundations.communication.delivery;
