/**
 * Copies differ; one client should at least not contradict itself.
 *
 * <p><b>Problem.</b> A client that moves from node to node may miss what it has just written, or see something new and
 * then something old, and others may see its second write and not its first. It does not take an order of all
 * operations to prevent that.
 *
 * <p><b>Guarantee.</b> Those of the four session guarantees that {@code dsc.sessions.guarantees} names, by default all:
 * read your writes, monotonic reads, monotonic writes, writes follow reads. All nodes hold the same within 10 s after
 * the last fault. A node that lacks what a guarantee asks for lets the client wait for up to 1.2 s, and then sends it
 * elsewhere.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read.
 *
 * <pre>
 *   client                                   n1                         n2
 *     |--write x a-----------------------------&gt;| n1#1                    |
 *     |&lt;-ok, read none, written n1=1------------|                         |
 *     |--read x, written n1=1---------------------------------------------&gt;| waits: read your writes
 *     |                                         |&lt;-----------Digest(none)-|
 *     |                                         |--Writes(n1#1)----------&gt;| n1#1
 *     |&lt;-a, read n1=1, written n1=1----------------------------------------|
 * </pre>
 *
 * <p>The last two guarantees bind the other nodes, which this client never asks: a check here is worth nothing unless
 * each node passes its writes on in the order in which it took them (the prefix property of Bayou).
 *
 * <p><b>Sources.</b> D. Terry, A. Demers, K. Petersen, M. Spreitzer, M. Theimer, B. Welch: <i>Session Guarantees for
 * Weakly Consistent Replicated Data</i>, PDIS 1994, §3 (the guarantees), §4 (the two vectors, and what is asked of
 * servers). K. Petersen et al.: <i>Flexible Update Propagation for Weakly Consistent Replication</i>, SOSP 1997, §2
 * (prefix property, anti-entropy by version vectors). J. Brzeziński, C. Sobaniec, D. Wawrzyniak: <i>From Session
 * Causality to Causal Consistency</i>, PDP 2004 (causal consistency requires all four).
 */
package dsc.concepts.foundations.consistency.sessions;
