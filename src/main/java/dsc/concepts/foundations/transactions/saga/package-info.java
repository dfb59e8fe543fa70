/**
 * Transfers step by step: first a withdrawal, then a deposit, and when the deposit is refused, the withdrawal is
 * undone.
 *
 * <p><b>Problem.</b> A transfer that takes long, or crosses owners that will not hold locks for each other.
 *
 * <p><b>Guarantee.</b> Every transfer that began ends as both steps or as none, the withdrawal undone, as its client
 * was told; no balance is below 0. Within 10 s after the last fault none is under way any more. What is seen in between
 * is not isolated: a snapshot shows a withdrawal without its deposit. With {@code countermeasure = pending} it shows,
 * beside each balance, what is under way, so that the total is mostly right. An account may have {@code limit} at most
 * after a deposit. No account is ever locked, and no transfer waits for another.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read. While an orchestrator is away, the money of
 * its sagas is under way.
 *
 * <pre>
 *   client        n1 (orchestrator)              n2 (home of alice)     n3 (home of bob)
 *     |-transfer---&gt;| Began                          |                     |
 *     |  alice bob  |--Do(n1.1.7, 1, alice -10)-----&gt;| Settled(done)       |
 *     |  10 r1      |&lt;-------------------------Did---|                     |
 *     |             | StepDone(1)                    |                     |
 *     |             |--Do(n1.1.7, 2, bob +10)-----------------------------&gt;| Settled(done)
 *     |             |&lt;-----------------------------------------------Did---|
 *     |&lt;---ok-------| Ended                          |                     |
 *
 *     |             |--Do(n1.1.8, 2, bob +10)-----------------------------&gt;| Settled(refused)
 *     |             |&lt;-------------------------------------------Refused---|
 *     |&lt;---failed---| Compensating(1)                |                     |
 *     |             |--Undo(n1.1.8, 1)--------------&gt;| Settled(undone)     |
 *     |             |&lt;----------------------Undone---|                     |
 *     |             | Ended                          |                     |
 * </pre>
 *
 * <p>Legal transitions of a saga: doing step 1 → doing step 2 → ended. Step 1 refused → ended; step 1 given up →
 * undoing step 1 → ended; step 2 refused → undoing step 1 → ended. Of a step at its home: none → done → undone; none →
 * refused; none → voided.
 *
 * <p><b>Rules that are often got wrong</b>, where the code says {@code rule 1} to {@code rule 7}: (1) an {@code Undo}
 * that overtakes its {@code Do} leaves a void, and the {@code Do} is refused when it comes; (2) both are recognised
 * when they come again, up to the orchestrator's horizon: the saga before which all have ended; (3) first the step that
 * can be undone, last the one that cannot: a deposit that is made first may be spent before it is undone; (4) a
 * compensation does not fail: the limit does not hold for it, and it is asked for until it is done; (5) the decision to
 * go back is durable before the first undo, and before the client is told that the transfer failed; (6) no answer is
 * not a refusal: the step is asked for again, or undone as if it had been done; (7) there is no isolation, and a total
 * may be wrong. A refusal is durable too: else a late copy of the {@code Do} could be done.
 *
 * <p><b>Pekko.</b> The orchestrator is an {@code EventSourcedBehavior}. With Cluster Sharding, each saga would be an
 * entity, remembered, so that it goes on elsewhere when its node is gone.
 *
 * <p><b>Sources.</b> H. Garcia-Molina, K. Salem: <i>Sagas</i>, SIGMOD 1987 (compensating transactions; backward and
 * forward recovery, §5 and §6; saving state reliably). L. Frank, T. Zahle: <i>Semantic ACID Properties in
 * Multidatabases Using Remote Procedure Calls and Update Propagations</i>, Software: Practice and Experience 28(1),
 * 1998 (compensatable, pivot and retriable steps; countermeasures against missing isolation).
 */
package dsc.concepts.foundations.transactions.saga;
