/**
 * Supervision: an actor fails on one message. What becomes of its state, of the message, of those behind it, and of the
 * client that waits?
 *
 * <p><b>Problem.</b> A worker processes letters, and throws on some. A network that loses letters is another matter:
 * here, each letter gets there, and its receiver forgets.
 *
 * <p><b>Guarantee.</b> A letter that was acknowledged is there exactly once and is counted, whatever other letters did
 * to its worker; one that was answered failed is not there; a key is served again within 10 s. With the strategies
 * {@code restart}, {@code resume} and {@code stop}, which keep state in memory: a letter is there at most once.
 *
 * <p><b>Fault model.</b> Workers that throw; crashes and restarts of nodes with durable state, pauses, an asynchronous
 * network that loses and reorders messages. A letter goes to its home once, without a number, so a network that
 * duplicates is not tolerated. The group is fixed.
 *
 * <pre>
 *   client    n1            n2 (home of k): foreman              worker of k (journaled)
 *     |--send--&gt;|--Request(b-poison)--&gt;|--Letter(7, b-poison)------&gt;|  examine throws, before anything is persisted
 *     |         |                      |&lt;--Restarting(7)------------|  PreRestart: else the asker hears nothing
 *     |&lt;-failed-|&lt;--Response(refused)--|                            |  back-off; what comes meanwhile waits
 *     |         |                      |                            |  reads its journal: all that was acknowledged
 *     |         |                      |--Letter(8, c)-------------&gt;|  Accepted(c)
 *     |         |                      |&lt;--Done(8, processed)-------|
 *     |         |                      |          X                 |  failed too often in a row: stopped
 *     |         |                      |&lt;--ChildFailed--------------|  k is refused for a while, then served again
 * </pre>
 *
 * <p><b>Sources.</b> J. Armstrong: <i>Making Reliable Distributed Systems in the Presence of Software Errors</i>,
 * thesis, KTH 2003, §4.3 and ch. 5 (let another process handle it; supervisors that limit restarts). Pekko
 * documentation: <i>Fault Tolerance</i> (typed): strategies, {@code PreRestart}, bubbling up; <i>Event Sourcing</i>.
 */
package dsc.concepts.foundations.communication.supervision;
