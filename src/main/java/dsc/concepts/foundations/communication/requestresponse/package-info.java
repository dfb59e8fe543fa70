/**
 * Remote calls: one process makes another do something and learns the result, although requests and answers get lost.
 *
 * <p><b>Problem.</b> A caller that gets no answer cannot tell a lost request from a lost answer. It can ask once (and
 * the letter may be lost), ask again (and it may be processed twice), or ask again and be recognized.
 *
 * <p><b>Guarantee.</b> A letter that was acknowledged is processed exactly once, any other at most once, as long as
 * journals survive. With {@code semantics = at-least-once}: one that was acknowledged at least once; with
 * {@code maybe}: any at most once, if the network duplicates nothing. While the home of a key is down, calls to it end
 * unknown.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read.
 *
 * <pre>
 *   client   n1 (caller)                                 n2 (home of k)
 *     |--send--&gt;|                                             |
 *     |         |--Request(n1.1.7, first incomplete 7)-------&gt;|   Executed(n1.1.7, k, letter, 3): effect and record
 *     |         |               X&lt;---------Response(n1.1.7, 3)|
 *     |         |--Request(n1.1.7, first incomplete 7)-------&gt;|   found in the records: not executed again
 *     |         |&lt;-------------------------Response(n1.1.7, 3)|
 *     |&lt;-ok n2 3|                                             |
 *     |         |--Request(n1.1.8, first incomplete 8)-------&gt;|   n1.1.7 is confirmed: its record goes
 * </pre>
 *
 * <p><b>Sources.</b> A. Birrell, B. Nelson: <i>Implementing Remote Procedure Calls</i>, TOCS 2(1), 1984 (call ids; what
 * a call that ends in an exception may have done). C. Lee, S. J. Park, A. Kejriwal, S. Matsushita, J. Ousterhout:
 * <i>Implementing Linearizability at Large Scale and Low Latency</i> (RIFL), SOSP 2015 (completion records, retry
 * rendezvous, garbage collection). J. Dean, L. Barroso: <i>The Tail at Scale</i>, CACM 56(2), 2013.
 */
package dsc.concepts.foundations.communication.requestresponse;
