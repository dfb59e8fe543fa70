package dsc.workbench.multijvm.nodes;

import java.io.Serializable;
import java.util.List;

/**
 * What all nodes of a test do together: each calls it, and it is done, once, when all have. Two nodes are at the same
 * step when theirs are equal.
 */
public sealed interface Step extends Serializable {

    /** Nothing but waiting for each other. */
    public record Barrier(String name) implements Step {
        @Override
        public String toString() {
            return "barrier \"" + name + "\"";
        }
    }

    /** One node finds a value out, and all are told it. */
    public record Decide(String name) implements Step {
        @Override
        public String toString() {
            return "decision \"" + name + "\"";
        }
    }

    /** Nodes in different groups cannot reach each other. */
    public record Partition(List<List<String>> groups) implements Step {
        @Override
        public String toString() {
            return "partition "
                    + String.join(
                            " | ",
                            groups.stream()
                                    .map(group -> String.join(",", group))
                                    .toList());
        }
    }

    /** What {@code from} sends to {@code to} is lost; the other way it arrives. */
    public record CutOneWay(List<String> from, List<String> to) implements Step {
        @Override
        public String toString() {
            return "one-way cut " + String.join(",", from) + " -> " + String.join(",", to);
        }
    }

    /** No link is cut any more. */
    public record Heal() implements Step {
        @Override
        public String toString() {
            return "heal";
        }
    }

    /** SIGKILL. */
    public record Kill(String role) implements Step {
        @Override
        public String toString() {
            return "kill " + role;
        }
    }

    /** Its JVM exits. */
    public record Exit(String role) implements Step {
        @Override
        public String toString() {
            return "exit " + role;
        }
    }

    /** A killed node, or one that exited, comes back in a new JVM, and runs the test from its beginning. */
    public record Restart(String role) implements Step {
        @Override
        public String toString() {
            return "restart " + role;
        }
    }

    /** SIGSTOP. */
    public record Pause(String role) implements Step {
        @Override
        public String toString() {
            return "pause " + role;
        }
    }

    /** SIGCONT. */
    public record Resume(String role) implements Step {
        @Override
        public String toString() {
            return "resume " + role;
        }
    }
}
