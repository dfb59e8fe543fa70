/**
 * Transfers that all homes vote on, and that one node decides: both accounts are changed or neither is.
 *
 * <p><b>Problem.</b> Several nodes must all apply their part, or none.
 *
 * <p><b>Guarantee.</b> A transfer is applied on both accounts or on neither, once, and transfers and snapshots are
 * strictly serializable, as long as journals survive. While a coordinator is away, what it left in doubt keeps its
 * accounts locked; transfers of other accounts go on. Within 10 s after the last fault nothing is in doubt any more.
 * With {@code termination = coordinator} a participant in doubt asks its coordinator alone, with {@code cooperative}
 * the other participants as well, which helps unless all of them are in doubt. With {@code presume = nothing} aborts
 * are written and sent until they are done, as commits are.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read.
 *
 * <pre>
 *   client        n1 (coordinator)               n2 (home of alice)     n3 (home of bob)
 *     |-transfer---&gt;|--Prepare(n1.1.7)--------------&gt;|                     |
 *     |  alice bob  |--Prepare(n1.1.7)------------------------------------&gt;|
 *     |  10 r1      |                       Prepared |  locks; in doubt    | Prepared
 *     |             |&lt;-------------------------Yes---|                     |
 *     |             |&lt;-----------------------------------------------Yes---|
 *     |             | Concluded(committed): from here on it is decided      |
 *     |&lt;---ok-------|--Decide(n1.1.7, committed)----&gt;|                     |
 *     |             |--Decide(n1.1.7, committed)--------------------------&gt;|
 *     |             |                  Decided, posts |                     | Decided, posts
 *     |             |&lt;------------------------Done---|                     |
 *     |             |&lt;----------------------------------------------Done---|
 *     |             | Ended                          |                     |
 * </pre>
 *
 * <p>A snapshot asks all homes to lock and tell, in memory alone. When all have told, it asks each whether that lock
 * was held until now: a crash forgets it. If all were, the moment of the last answer is one at which all were held.
 *
 * <p><b>Rules that are often got wrong</b>, where the code says {@code rule 1} to {@code rule 8}: (1) after yes a
 * participant never aborts by itself, before yes it may; (2) a coordinator that is asked about what it does not know
 * answers aborted, but about what it is still deciding, undecided; (3) a message names its transaction, and a decision
 * ends that one only; (4) a {@code Prepare} that comes again after the end finds the outcome, up to the coordinator's
 * horizon: the transaction before which all have ended; (5) the participants stand in {@code Prepare}: else nobody can
 * ask the others; (6) a snapshot keeps its locks until all have answered; (7) a timeout is an abort for the
 * coordinator, and a question for a participant; (8) decisions are sent until they are done, over restarts.
 *
 * <p><b>Pekko</b> has nothing of this. A sharded entity is a good home for an account (the protocol {@code horizontal}
 * has such); what is between two of them is what this adds.
 *
 * <p><b>Sources.</b> J. Gray: <i>Notes on Data Base Operating Systems</i>, 1978. P. Bernstein, V. Hadzilacos, N.
 * Goodman: <i>Concurrency Control and Recovery in Database Systems</i>, 1987, chapter 7 (conditions AC1 to AC5;
 * two-phase commit and cooperative termination, §7.4). C. Mohan, B. Lindsay, R. Obermarck: <i>Transaction Management in
 * the R* Distributed Database Management System</i>, TODS 11(4), 1986 (presumed abort, read-only participants). K.
 * Eswaran, J. Gray, R. Lorie, I. Traiger: <i>The Notions of Consistency and Predicate Locks in a Database System</i>,
 * CACM 19(11), 1976 (two-phase locks, phantoms). Jepsen: <i>Bufstream 0.1.0</i>, 2024 (Kafka's transactions: rule 3).
 */
package dsc.concepts.foundations.transactions.twophase;
