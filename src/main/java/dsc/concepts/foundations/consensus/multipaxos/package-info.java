/**
 * A log of decisions, each made by itself, at one round trip each while one server leads.
 *
 * <p><b>Problem.</b> A group has to decide what comes first, second, third, and to go on when its leader does not.
 *
 * <p><b>Guarantee.</b> Every read, write and compare-and-set takes effect exactly once, at one moment between its
 * invocation and its completion, as long as journals survive. Operations complete while a majority can talk to each
 * other.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed.
 *
 * <pre>
 *   client     n1                              n2              n3
 *     |        |--Prepare(1.n1, from 1)-------&gt;|               |    phase 1, once: for the whole log
 *     |        |--Prepare(1.n1, from 1)-----------------------&gt;|
 *     |        |&lt;------------Promise(votes from 1)|            |    a majority: it proposes again what it is told of,
 *     |        |                               |               |    and fills the indexes without a vote
 *     |-write-&gt;|--Accept(1.n1, 7, write)------&gt;|               |    phase 2, for each command, many under way at once
 *     |        |--Accept(1.n1, 7, write)----------------------&gt;|
 *     |        |&lt;----------------Accepted(1.n1, 7)|            |    a majority: chosen; executed when 1 to 6 are
 *     |&lt;--ok---|                               |               |
 *     |        |--Heartbeat(commit 7, round 3)-&gt;|              |    n2 executes what it has accepted at this ballot,
 *     |        |&lt;------HeartbeatAnswered(round 3)|             |    and asks for what it lacks; reads wait for a round
 * </pre>
 *
 * <p><b>Rules that are often got wrong</b>, where the code says {@code rule 1} to {@code rule 5}: (1) phase 1 covers
 * every index that the new leader has not executed, those that no acceptor mentions included; (2) what it learns is
 * proposed again before anything new; (3) a promise is for the whole log; (4) what is chosen is executed in the order
 * of the log, and a follower that has accepted something at an earlier ballot does not know that it was chosen; (5) a
 * server that has put votes into an image says so instead of telling none.
 *
 * <p><b>Decided here.</b> A server that lacks something fetches it, as commands or as an image in pieces, from the
 * server that has it. Reads are not in the log: the leader serves one when a majority has answered a round that began
 * after it came, and when all that phase 1 found is executed. A leader that a majority does not answer for an election
 * timeout steps down. A server promises nothing while it hears a leader, so that one that only cannot hear it does not
 * depose it.
 *
 * <p><b>Sources.</b> L. Lamport: <i>Paxos Made Simple</i>, 2001, §3. T. Chandra, R. Griesemer, J. Redstone: <i>Paxos
 * Made Live</i>, PODC 2007, §5 (leases §5.2, snapshots §5.5). R. van Renesse, D. Altinbuken: <i>Paxos Made Moderately
 * Complex</i>, ACM Computing Surveys 47(3), 2015 (invariants of acceptors and replicas). Sessions: D. Ongaro:
 * <i>Consensus: Bridging Theory and Practice</i>, 2014, §6.3.
 */
package dsc.concepts.foundations.consensus.multipaxos;
