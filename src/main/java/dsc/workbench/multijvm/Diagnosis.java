package dsc.workbench.multijvm;

import dsc.workbench.multijvm.nodes.Deadline;
import dsc.workbench.multijvm.nodes.Message.Here;
import dsc.workbench.multijvm.nodes.Message.Where;
import dsc.workbench.multijvm.nodes.Nodes;
import dsc.workbench.multijvm.nodes.Outcome.Failed;
import dsc.workbench.multijvm.nodes.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the nodes of a test are doing, in words, for the reader of its failure. */
final class Diagnosis {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Nodes nodes;
    private final Steps steps;
    private final List<String> testClasses;

    /** @param testClasses the names of those in which the test is written */
    Diagnosis(Nodes nodes, Steps steps, List<String> testClasses) {
        this.nodes = nodes;
        this.steps = steps;
        this.testClasses = testClasses;
    }

    /** Asks {@code role} itself. */
    Here ask(String role) throws InterruptedException {
        nodes.get(role).send(new Where());
        return nodes.answer(role, Here.class, Deadline.in(TIMEOUT))
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

    /** Why the test ends before {@code late} has come to its end. */
    String lateForTheEnd(String late, Duration timeout) {
        return late + " did not end the test within " + timeout.toSeconds() + " s (timeoutSeconds)";
    }

    /** Why the test ends before {@code late} has come to the step at which the others wait. */
    String lateForTheStep(String late, Duration timeout) {
        List<String> waiting = steps.waiting();
        Step step = steps.arrivedAt(waiting.getFirst()).orElseThrow();
        return late + " did not come to " + step + " within " + timeout.toSeconds() + " s (barrierSeconds), where "
                + String.join(", ", waiting)
                + (waiting.size() == 1 ? " waits" : " wait");
    }

    /** What a node does, and the line of the test that does it. */
    String words(Here here) {
        String doing = here.doing() == null ? "is" : here.doing();
        return inTest(here.stack())
                .map(frame -> doing + " at " + line(frame))
                .orElse(here.doing() == null ? "is about to begin the test, or to end it" : doing);
    }

    /** Where in the test it failed, and the root cause with the line that threw it: reports may cut both off. */
    String words(Failed failure) {
        StringBuilder words = new StringBuilder();
        inTest(failure.stack()).ifPresent(frame -> words.append(", at ").append(line(frame)));
        Failed root = failure.rootCause();
        if (root != failure) {
            words.append("\n  caused by ").append(root.text().strip().replace("\n", "\n    "));
            inTest(root.stack())
                    .or(() -> Arrays.stream(root.stack()).findFirst())
                    .ifPresent(frame -> words.append(" at ").append(line(frame)));
        }
        return words.toString();
    }

    private Optional<StackTraceElement> inTest(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> testClasses.stream()
                        .anyMatch(type -> frame.getClassName().equals(type)
                                || frame.getClassName().startsWith(type + "$")))
                .findFirst();
    }

    private static String line(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
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
