package dsc.workbench.checkers;

import dsc.workbench.history.Edn;
import dsc.workbench.history.Event;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evidence as a few lines of plain text. */
public final class EvidencePrinter {

    private static final int ORDERED_SHOWN_MAX = 5;

    private EvidencePrinter() {}

    /** The lines, without line ends. */
    public static List<String> lines(Verdict.Evidence evidence) {
        List<String> lines = new ArrayList<>();
        if (!evidence.rule().isEmpty()) {
            lines.add(evidence.rule());
            addOperations(evidence.ordered(), evidence, lines);
            lines.add("But then:");
            addOperations(evidence.stuck(), evidence, lines);
            return lines;
        }
        List<Operation> ordered = evidence.ordered();
        int shown = Math.min(ORDERED_SHOWN_MAX, ordered.size());
        if (shown == ordered.size()) {
            lines.add(shown == 0 ? "Nothing can come first." : "These can be put in order:");
        } else {
            lines.add(String.format(
                    Locale.ROOT, "These can be put in order (the last %d of %,d):", shown, ordered.size()));
        }
        addOperations(ordered.subList(ordered.size() - shown, ordered.size()), evidence, lines);
        if (evidence.stuck().isEmpty()) {
            lines.add("No order that continues from there explains all results.");
            return lines;
        }
        lines.add(evidence.stuck().size() == 1 ? "This cannot come next:" : "None of these can come next:");
        addOperations(evidence.stuck(), evidence, lines);
        lines.add(sentence(evidence));
        return lines;
    }

    /** What a client was told, such as {@code process 3 read 4}; {@code key} may be null. */
    static String told(Operation operation, Object key) {
        String process = "process " + operation.process();
        Object value = withoutKey(reads(operation) ? operation.result() : operation.argument(), key, operation);
        String text = Abbreviation.of(Edn.print(value));
        return process + (reads(operation) ? " read " : " succeeded with " + operation.function() + " ") + text;
    }

    private static String sentence(Verdict.Evidence evidence) {
        String start = (evidence.ordered().isEmpty() ? "At the beginning " : "After these, ")
                + (evidence.key() == null ? "the value" : "key " + name(evidence.key())) + " is "
                + Abbreviation.of(evidence.state());
        if (evidence.stuck().size() > 1) {
            return start + ", which contradicts each of them.";
        }
        Operation stuck = evidence.stuck().getFirst();
        String result = Edn.print(withoutKey(stuck.result(), evidence.key(), stuck));
        String difference = reads(stuck) ? difference(evidence.state(), result) : "";
        return start + ", but " + told(stuck, evidence.key()) + difference + ".";
    }

    /** Where two long values part. */
    private static String difference(String state, String result) {
        if (Math.max(state.length(), result.length()) <= Abbreviation.LENGTH_MAX || !result.startsWith("\"")) {
            return "";
        }
        int agreed = 0;
        while (agreed < Math.min(state.length(), result.length()) && state.charAt(agreed) == result.charAt(agreed)) {
            agreed++;
        }
        return String.format(
                Locale.ROOT,
                "; they agree in %,d characters, then come %s and %s",
                Math.max(0, agreed - 1),
                following(state, agreed),
                following(result, agreed));
    }

    private static String following(String text, int from) {
        int end = Math.min(text.length() - 1, from + Abbreviation.SHOWN);
        return from >= end ? "the end" : "\"" + text.substring(from, end) + (end < text.length() - 1 ? "…\"" : "\"");
    }

    private static void addOperations(List<Operation> operations, Verdict.Evidence evidence, List<String> lines) {
        List<String> processes = operations.stream()
                .map(operation -> "process " + operation.process())
                .toList();
        List<String> calls =
                operations.stream().map(operation -> call(operation, evidence)).toList();
        int processWidth = processes.stream().mapToInt(String::length).max().orElse(0);
        int callWidth = calls.stream().mapToInt(String::length).max().orElse(0);
        for (int at = 0; at < operations.size(); at++) {
            lines.add("  " + pad(processes.get(at), processWidth) + "  " + pad(calls.get(at), callWidth) + "  "
                    + span(operations.get(at)));
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** Such as {@code read k1 → 4}, {@code write k1 2}, {@code cas k1 [2 3] → ?}. */
    private static String call(Operation operation, Verdict.Evidence evidence) {
        StringBuilder call = new StringBuilder(operation.function());
        boolean ofRule = !evidence.rule().isEmpty();
        Object key = ofRule ? operation.key() : evidence.key();
        if (key != null) {
            call.append(' ').append(name(key));
        }
        if (ofRule) {
            if (operation.argument() != null) {
                call.append(' ').append(Abbreviation.of(Edn.print(operation.argument())));
            }
            if (operation.argument() != null && operation.argument().equals(operation.result())) {
                return call.toString();
            }
            return call.append(" → ")
                    .append(Abbreviation.of(Edn.print(operation.result())))
                    .toString();
        }
        Object argument = withoutKey(operation.argument(), evidence.key(), operation);
        if (!reads(operation)) {
            call.append(' ').append(Abbreviation.of(Edn.print(argument)));
        }
        if (operation.outcome() == Operation.Outcome.UNKNOWN) {
            call.append(" → ?");
        } else if (reads(operation)) {
            Object result = withoutKey(operation.result(), evidence.key(), operation);
            call.append(" → ").append(Abbreviation.of(Edn.print(result)));
        }
        return call.toString();
    }

    private static boolean reads(Operation operation) {
        return operation.function().equals("read") || operation.function().equals("get");
    }

    /** The value alone, where the history has tuples of key and value. */
    private static Object withoutKey(Object value, Object key, Operation operation) {
        boolean tuples = key != null && operation.key() == null;
        return tuples && value instanceof List<?> tuple && tuple.size() == 2 ? tuple.get(1) : value;
    }

    private static String name(Object key) {
        return key instanceof String text && text.matches("\\S+") ? text : Edn.print(key);
    }

    /** From the invocation to the completion, in seconds, or where no times were recorded in positions of events. */
    private static String span(Operation operation) {
        Event completion = operation.outcome() == Operation.Outcome.UNKNOWN ? null : operation.completion();
        boolean timed = operation.invocation().timeNanos() != Event.NO_TIME
                && (completion == null || completion.timeNanos() != Event.NO_TIME);
        String from = timed ? seconds(operation.invocation()) : "event " + operation.start();
        if (completion == null) {
            return "[" + from + " …]";
        }
        return "[" + from + " … " + (timed ? seconds(completion) : "event " + operation.end()) + "]";
    }

    private static String seconds(Event event) {
        return String.format(Locale.ROOT, "%.3f s", event.timeNanos() / 1e9);
    }
}
