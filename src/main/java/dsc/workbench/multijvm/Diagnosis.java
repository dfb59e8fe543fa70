package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Message.Here;
import dsc.workbench.multijvm.Message.Where;
import java.time.Duration;
import java.util.Optional;

/** What the nodes of a test are doing, in words, for whoever reads of its failure. */
final class Diagnosis {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Nodes nodes;
    private final Steps steps;
    private final String testClass;

    Diagnosis(Nodes nodes, Steps steps, String testClass) {
        this.nodes = nodes;
        this.steps = steps;
        this.testClass = testClass;
    }

    /** Asks {@code role} itself. */
    Here ask(String role) throws InterruptedException {
        nodes.get(role).send(new Where());
        return nodes.answer(role, Here.class, Deadline.in(PATIENCE))
                .orElseGet(() -> new Here("does not answer", new StackTraceElement[0]));
    }

    /** Such as {@code waits at barrier "elected"}. */
    String doing(String role) throws InterruptedException {
        if (steps.isStopped(role)) {
            return "is stopped";
        }
        if (!nodes.get(role).isReady()) {
            return "is starting";
        }
        Optional<Step> step = steps.arrivedAt(role);
        return step.isPresent() ? "waits at " + step.get() : words(ask(role));
    }

    /** What a node does, and the line of the test that does it. */
    String words(Here here) {
        String doing = here.doing() == null ? "is" : here.doing();
        for (StackTraceElement frame : here.stack()) {
            if (frame.getClassName().startsWith(testClass)) {
                return doing + " at " + frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return here.doing() == null ? "is about to begin the test, or to end it" : doing;
    }

    static String words(int exitStatus) {
        return "exit status " + exitStatus
                + switch (exitStatus) {
                    case 3 -> " (out of memory)";
                    case 134 -> " (it crashed)";
                    case 137 -> " (SIGKILL)";
                    case 143 -> " (SIGTERM)";
                    default -> "";
                };
    }
}
