/**
 * Multi-JVM tests in plain JUnit 5: the same test method runs in several JVMs at once, one node of a cluster each, over
 * Pekko's multi-node TestKit. {@link dsc.workbench.multijvm.MultiJvmTest} marks the class,
 * {@link dsc.workbench.multijvm.MultiJvm} is what its methods take.
 *
 * <pre>
 *   the JVM that JUnit runs in                    n1                    n2            one JVM each, used again
 *     MultiJvmEngine finds the tests
 *     NodePool starts JVMs ---------------------&gt; |
 *     TestRun ----------------- Prepare --------&gt; NodeSystem: an actor system, the conductor's client in it
 *             &lt;---------------- Prepared -------- |
 *             ----------------- Begin ----------&gt; Jupiter runs the test
 *             &lt;---------------- Arrived(step) --- barrier, partition, kill …
 *             (all are there: the step is taken)
 *             ----------------- StepTaken ------&gt; goes on
 *             &lt;---------------- Ended(outcome) -- |
 * </pre>
 *
 * <p>Which tests there are Jupiter says: {@code Discovery} asks it, in the JVM that JUnit runs in, and repeats its tree
 * with a test for each node. Invocations of templates are not known there; for these the nodes run Jupiter once to list
 * them, then once for each.
 *
 * <p>Stands alone: with {@code dsc.workbench.links} and {@code dsc.workbench.processes} it is the artifact
 * {@code dsc-multi-jvm}, for other projects' tests. It imports Pekko, its TestKits and JUnit, and nothing else of this
 * project.
 */
package dsc.workbench.multijvm;
