/**
 * Always writable, and no client sees an answer before its question.
 *
 * <p><b>Problem.</b> A store that is to be written to on both sides of a cut cannot have one order of all writes. What
 * it can keep is cause and effect: a client that writes a reply has seen what it replies to, and a client that reads
 * the reply must not miss that.
 *
 * <p><b>Guarantee.</b> A client that sees a write sees what its writer had seen, and sees its own past wherever it
 * goes. All nodes hold the same within 10 s after the last fault. A node that runs answers every client that has seen
 * no more than the node has; another one waits for up to 1.2 s, and is then told that it has to go elsewhere.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read.
 *
 * <pre>
 *   client q     n1                   n2     client a            n3       client r
 *     |--write q?-&gt;| n1#1              |        |                  |          |
 *     |&lt;-ok--------|--Writes(n1#1)----&gt;|        |        X---------|          |   n1 | n3 are cut
 *     |            |                   |&lt;-read--|                  |          |
 *     |            |                   |--q?---&gt;|  has seen n1#1   |          |
 *     |            |                   |&lt;-write a, having seen n1#1|          |
 *     |            |                   | n2#1, depends on n1#1     |          |
 *     |            |                   |--Writes(n2#1)------------&gt;| waits    |
 *     |            |                   |                           |&lt;-read a--|
 *     |            |                   |                           |--nil----&gt;|   no answer without its question
 *     |            |                   |&lt;-------------Digest(none)-|          |
 *     |            |                   |--Writes(n1#1, n2#1)------&gt;| both     |
 * </pre>
 *
 * <p><b>Sources.</b> M. Ahamad, G. Neiger, J. Burns, P. Kohli, P. Hutto: <i>Causal Memory: Definitions, Implementation,
 * and Programming</i>, Distributed Computing 9(1), 1995, §4 (each write is told with a vector, and waits for it). W.
 * Lloyd, M. Freedman, M. Kaminsky, D. Andersen: <i>Don't Settle for Eventual</i>, SOSP 2011, §3 (causal+: with
 * convergence), §4 (dependencies are the client's, and are checked before a write is shown). P. Bailis et al.:
 * <i>Highly Available Transactions</i>, PVLDB 7(3), 2013, §5.1.3 (available to clients that stay). K. Petersen et al.:
 * <i>Flexible Update Propagation for Weakly Consistent Replication</i>, SOSP 1997, §2 (anti-entropy by version
 * vectors). Jepsen: <i>MongoDB 3.6.4</i>, 2018 (causal sessions without majorities).
 */
package dsc.concepts.foundations.consistency.causal;
