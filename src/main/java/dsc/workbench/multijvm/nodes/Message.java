package dsc.workbench.multijvm.nodes;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the JVM that JUnit runs in and a node's JVM tell each other, as serialized Java objects over loopback. */
public sealed interface Message extends Serializable {

    /**
     * Start an actor system for this test.
     *
     * @param tests Jupiter's unique ids of what it is to run
     * @param listing whether Jupiter is only to find out what tests there are below these
     * @param jupiter its configuration
     * @param properties system properties to set, unless the JVM has its own
     * @param roles one a node; the receiver's is {@code role}
     * @param incarnation 1, and one more with each restart of the node
     * @param port where its actor system is to listen
     * @param conductorPort where the test conductor listens
     * @param directory the node's own, for files and output; the same over its restarts
     * @param shared a directory that all nodes of the test have
     */
    public record Prepare(
            List<String> tests,
            boolean listing,
            Map<String, String> jupiter,
            Map<String, String> properties,
            List<String> roles,
            String role,
            int incarnation,
            String system,
            String config,
            int port,
            int conductorPort,
            String directory,
            String shared)
            implements Message {}

    /** @param address of the actor system */
    public record Prepared(String address) implements Message {}

    /** @param portTaken whether that is because something listens on the port */
    public record NotPrepared(String reason, boolean portTaken) implements Message {}

    /** Run the test. @param addresses of all actor systems, by role */
    public record Begin(Map<String, String> addresses) implements Message {}

    public record Arrived(Step step) implements Message {}

    /** @param value what was decided, or null */
    public record StepTaken(String value) implements Message {}

    /** Find the value out, for the decision at which you are. */
    public record Compute() implements Message {}

    public record Computed(String value) implements Message {}

    /** From now on lose what you send to these addresses, and to no others. */
    public record CutTowards(Set<String> addresses) implements Message {}

    /** That is in force. @param failure or why not, or null */
    public record CutInForce(String failure) implements Message {}

    /** Stop waiting, and end the test: it was decided elsewhere. */
    public record Release(String reason) implements Message {}

    /** What is the test doing? */
    public record Where() implements Message {}

    /**
     * @param doing what it waits for, or null
     * @param stack of the thread that runs the test
     */
    public record Here(String doing, StackTraceElement[] stack) implements Message {}

    /**
     * The test has ended, or is bound to: what is left of it are lifecycle methods, after a failure or an assumption.
     *
     * @param listed what tests there are, if that was asked for
     */
    public record Ended(Outcome outcome, List<Listed> listed) implements Message {}

    /** End the actor system; the test is over. */
    public record Finish() implements Message {}

    /** @param leftover what keeps this JVM from being used again, or null */
    public record Idle(String leftover) implements Message {}

    /** End the JVM. */
    public record Quit() implements Message {}
}
