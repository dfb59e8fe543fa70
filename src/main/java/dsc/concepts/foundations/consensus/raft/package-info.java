/**
 * Raft: a log that a group of servers agrees on, and a key-value store that executes it.
 *
 * <p><b>Problem.</b> Several servers must execute the same commands in the same order, although any of them may crash
 * and the network may lose, delay, duplicate and reorder what they send.
 *
 * <p><b>Guarantee.</b> Linearizability: every operation takes effect exactly once, between its invocation and its
 * completion. It holds whatever happens to messages and processes, as long as each server's journal survives.
 * Operations complete while a majority of the servers run and can talk to each other.
 *
 * <p><b>Fault model.</b> Crash and recovery with durable state, pauses of any length, asynchronous network. Not
 * Byzantine: a server that lies, or a journal that forgets, breaks it.
 *
 * <p><b>Changes of the group.</b> Servers are added and removed one at a time, while clients are served. Majorities are
 * those of the group of the moment.
 *
 * <pre>
 *   client          leader                 follower            follower
 *     | write x 1     |                        |                   |
 *     |--------------&gt;| entry 7, being written |                   |
 *     |               |--AppendEntries 7------&gt;|                   |
 *     |               |--AppendEntries 7--------------------------&gt;|
 *     |               |                        | durable           |
 *     |               |&lt;--------------Appended |                   |
 *     |               | durable; majority: committed, applied      |
 *     |&lt;-----------ok |                        |                   |
 *     |               |--AppendEntries, commit 7-------------------| durable
 * </pre>
 *
 * <p><b>Sources.</b> D. Ongaro, J. Ousterhout: In Search of an Understandable Consensus Algorithm (Extended Version),
 * 2014: election §5.2, replication §5.3, safety §5.4, compaction §7, clients §8. D. Ongaro: Consensus: Bridging Theory
 * and Practice (thesis), 2014: leadership transfer §3.10, changes of the group §4.1, catching up §4.2.1, leaving
 * §4.2.2, disruptive servers §4.2.3, step-down §6.2, sessions §6.3, ReadIndex §6.4, PreVote §9.6, writing in parallel
 * §10.2.1. D. Ongaro: bug in single-server membership changes, raft-dev mailing list, July 2015: a leader first commits
 * an entry of its own term.
 *
 * <p>Where to read: {@link dsc.concepts.foundations.consensus.raft.Raft} is the server,
 * {@link dsc.concepts.foundations.consensus.raft.DurableState} what it remembers,
 * {@link dsc.concepts.foundations.consensus.raft.Role} what it is, and
 * {@link dsc.concepts.foundations.consensus.raft.RaftScenario} what is promised, asked and checked.
 */
package dsc.concepts.foundations.consensus.raft;
