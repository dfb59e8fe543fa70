/**
 * Copies that meet: every node takes reads and writes by itself, and tells the others later.
 *
 * <p><b>Problem.</b> The least that copies can promise, and what it is worth: a store that always answers, whatever is
 * cut off, and never waits.
 *
 * <p><b>Guarantee.</b> Once nobody writes, all nodes hold the same within 10 s after the last fault: under each key a
 * value that was written there. Until then a client may read anything that was ever written, older values after newer
 * ones too, and not what it wrote itself.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read.
 *
 * <pre>
 *   client   n1                           n2        client
 *     |--write x a--&gt;| x = a, 1@n1        |            |
 *     |&lt;-ok----------|                    |            |
 *     |              |                    |&lt;--read x---|
 *     |              |                    |---nil-----&gt;|   old, and allowed
 *     |              |--Digest(x: 1@n1)--&gt;|            |
 *     |              |&lt;-----------Need(x)-|            |   pull: it is newer there
 *     |              |--Value(x, a, 1@n1)&gt;| x = a      |
 * </pre>
 *
 * <p><b>Sources.</b> D. Terry et al.: <i>Managing Update Conflicts in Bayou, a Weakly Connected Replicated Storage
 * System</i>, SOSP 1995. W. Vogels: <i>Eventually Consistent</i>, CACM 52(1), 2009. A. Demers et al.: <i>Epidemic
 * Algorithms for Replicated Database Maintenance</i>, PODC 1987, §1.3 (anti-entropy, push and pull). L. Lamport:
 * <i>Time, Clocks, and the Ordering of Events in a Distributed System</i>, CACM 21(7), 1978.
 */
package dsc.concepts.foundations.consistency.eventual;
