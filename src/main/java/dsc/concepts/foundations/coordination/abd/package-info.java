/**
 * Registers that stay readable and writable while a minority of the nodes is away, without a leader.
 *
 * <p><b>Problem.</b> Several copies are to behave as one, and no node may be needed for it.
 *
 * <p><b>Guarantee.</b> Reads and writes are linearizable, as long as journals survive; they complete while a majority
 * of the nodes run and can talk to each other. Increments, a read and a write each, can be lost: registers cannot count
 * (Herlihy 1991).
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed.
 *
 * <pre>
 *   client      n1                    n2         n3
 *     |--read--&gt;|--Query-------------&gt;|          |
 *     |         |--Query------------------------&gt;|
 *     |         |&lt;---------------Found|          |   a majority: the newest copy is known
 *     |         |--Store-------------&gt;|          |   unless all of them had that one
 *     |         |--Store------------------------&gt;|
 *     |         |&lt;--------------Stored|          |   a majority: no later read can find an older one
 *     |&lt;-----ok-|                     |          |
 * </pre>
 *
 * <p><b>Sources.</b> H. Attiya, A. Bar-Noy, D. Dolev: <i>Sharing Memory Robustly in Message-Passing Systems</i>, JACM
 * 42(1), 1995 (one writer). N. Lynch, A. Shvartsman: <i>Robust Emulation of Shared Memory Using Dynamic
 * Quorum-Acknowledged Broadcasts</i>, FTCS 1997 (several writers). R. Guerraoui, R. Levy: <i>Robust Emulations of
 * Shared Memory in a Crash-Recovery Model</i>, ICDCS 2004 (what must be logged). M. Herlihy: <i>Wait-Free
 * Synchronization</i>, TOPLAS 13(1), 1991.
 */
package dsc.concepts.foundations.coordination.abd;
