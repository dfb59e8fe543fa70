/**
 * Transfers that are decided by a majority of their sites: the other sites end what their coordinator has left.
 *
 * <p><b>Problem.</b> In two-phase commit, all wait for one node that crashed. Nobody should have to.
 *
 * <p><b>Guarantee.</b> With {@code termination = quorum} that of {@code twophase}: a transfer is applied on both
 * accounts or on neither, once, and transfers and snapshots are strictly serializable, as long as journals survive.
 * Besides, no transfer stays in doubt while a majority of its sites run and talk. Within 10 s after the last fault
 * nothing is in doubt any more. With {@code termination = timeouts} the same only as long as nodes do nothing worse
 * than crash, and messages and steps take less than the timeouts.
 *
 * <p><b>Fault model.</b> {@code quorum}: crashes and restarts with durable state, pauses, an asynchronous network that
 * loses, repeats and reorders messages. {@code timeouts}: crashes and restarts alone, of any number of nodes; <em>a
 * partition splits a transaction</em>. The group is fixed, of three nodes or more. Clocks of day are not read.
 *
 * <p>Sites of a transfer are its coordinator, the homes of its two accounts, and the lowest other nodes up to three;
 * those vote, and post nothing.
 *
 * <pre>
 *   client        n1 (coordinator)               n2 (home of alice)     n3 (home of bob)
 *     |-transfer---&gt;|--Prepare-----------------------&gt;|                     |
 *     |             |--Prepare-----------------------------------------------&gt;|
 *     |    Prepared |                        Prepared |            Prepared |  in doubt
 *     |             |&lt;--------------------------Yes---|                     |
 *     |             |&lt;------------------------------------------------Yes---|
 *     |             |--PreDecide(1 by n1, commit)----&gt;|                     |
 *     |             |--PreDecide(1 by n1, commit)--------------------------&gt;|
 *     |  PreDecided |                      PreDecided |          PreDecided |
 *     |             |&lt;-----------------Acknowledged---|                     |
 *     |             | a majority keeps it: decided    |                     |
 *     |     Decided |  posts                          |                     |
 *     |&lt;---ok-------|--Decide(committed)-------------&gt;|  Decided, posts     |
 *     |             |--Decide(committed)-----------------------------------&gt;|  Decided, posts
 *     |             |&lt;-------------------------Done---|                     |
 *     |             |&lt;-----------------------------------------------Done---|
 *     |             | Ended                           |                     |
 *
 *   n1 died before it was decided, and n3 has not heard of the pre-commit:
 *                                                    n2                    n3
 *                                          (1 by n1, commit)  Elected(2 by n3) |  elect-after is over
 *                                                     |&lt;---Elect(2 by n3)--|
 *                                   Elected(2 by n3)  |--State-------------&gt;|
 *                                                     |        (1 by n1, commit) is the greatest last attempt
 *                                                     |&lt;---PreDecide(2 by n3, commit)
 *                                         PreDecided  |--Acknowledged------&gt;|
 *                                                     |&lt;---Decide(committed)
 * </pre>
 *
 * <p><b>Rules that are often got wrong</b>, where the code says {@code rule 1} to {@code rule 6}: (1) a site that
 * misses the coordinator stands with a greater attempt; a majority of the sites answers and is bound to it; if one of
 * them has decided, that stands, else what the <em>greatest last attempt</em> among them tried, abort if there is none;
 * (2) what a site is bound to (last elected) and what it has tried (last attempt) are two numbers: with one, a node
 * that asked and died changes what was tried; (3) whatever is decided, a majority has pre-committed or pre-aborted
 * durably in one attempt, in the coordinator's own as well; (4) without quorums, any pre-commit among those that answer
 * means commit, and none means abort, which is right if the others are dead; (5) a site that was away asks before it
 * does anything, and what it tells counts without quorums only if all answer; (6) all rules of {@code twophase} on ids,
 * horizons and locks. An attempt is durable at its own node before another site hears of it.
 *
 * <p>An abort needs no record, as in presumed abort: before all have voted yes, no site has pre-committed, so nothing
 * can be committed; and a commit holds back its coordinator's horizon until all sites know.
 *
 * <p>Snapshots are as in {@code twophase}: all homes lock and tell, in memory alone; there is nothing to be in doubt
 * about.
 *
 * <p><b>Pekko</b> has nothing of this.
 *
 * <p><b>Sources.</b> D. Skeen: <i>Nonblocking Commit Protocols</i>, SIGMOD 1981; <i>A Quorum-Based Commit Protocol</i>,
 * Berkeley Workshop 1982. P. Bernstein, V. Hadzilacos, N. Goodman: <i>Concurrency Control and Recovery in Database
 * Systems</i>, 1987, §7.5 (termination rules TR1 to TR4; communication failures are excluded). I. Keidar, D. Dolev:
 * <i>Increasing the Resilience of Distributed and Replicated Database Systems</i>, JCSS 57(3), 1998 (E3PC: last
 * elected, last attempt). J. Gray, L. Lamport: <i>Consensus on Transaction Commit</i>, TODS 31(1), 2006. Here attempts
 * have their node's name beside the number, as ballots of Paxos have, so that no two nodes have one in common.
 */
package dsc.concepts.foundations.transactions.threephase;
