package dsc.workbench.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that was recorded, in the order in which it happened. The order of events is the real-time order that
 * checkers go by; their times serve reports.
 *
 * @param events the events, oldest first
 * @param operations the clients' operations, in the order of their invocations
 */
public record History(List<Event> events, List<Operation> operations) {

    public History {
        events = List.copyOf(events);
        operations = List.copyOf(operations);
    }

    /**
     * Pairs invocations with completions.
     *
     * @throws MalformedHistoryException when a process invokes before its last operation completed, or after one whose
     *     outcome it does not know; or completes what it did not invoke, another function, or the same on another key
     */
    public static History of(List<Event> events) {
        Map<Long, Integer> open = new HashMap<>();
        Map<Long, Integer> unknown = new HashMap<>();
        Operation[] found = new Operation[events.size()];
        for (int at = 0; at < events.size(); at++) {
            Event event = events.get(at);
            if (event.ofNemesis()) {
                continue;
            }
            if (event.type() == Event.Type.INVOKE) {
                requireKnown(unknown.get(event.process()), event, at);
                Integer before = open.put(event.process(), at);
                if (before != null) {
                    throw new MalformedHistoryException(
                            at,
                            "process " + event.process() + " invokes " + event.function()
                                    + " before its operation of event " + before + " completed");
                }
                continue;
            }
            Integer start = open.remove(event.process());
            if (start == null) {
                throw new MalformedHistoryException(
                        at,
                        "process " + event.process() + " completes " + event.function() + " without having invoked it");
            }
            requireFit(events.get(start), start, event, at);
            boolean known = event.type() != Event.Type.INFO;
            if (!known) {
                unknown.put(event.process(), at);
            }
            int end = known ? at : Integer.MAX_VALUE;
            found[start] = new Operation(0, events.get(start), event, start, end);
        }
        open.values()
                .forEach(start -> found[start] = new Operation(0, events.get(start), null, start, Integer.MAX_VALUE));
        return new History(events, numbered(Arrays.stream(found).filter(Objects::nonNull)));
    }

    /** An operation of unknown outcome may go on for ever, and a process does one operation at a time. */
    private static void requireKnown(Integer unknown, Event invocation, int at) {
        if (unknown != null) {
            throw new MalformedHistoryException(
                    at,
                    "process " + invocation.process() + " invokes " + invocation.function() + " after event " + unknown
                            + " left the outcome of its operation unknown (:info); its client must continue as another"
                            + " process");
        }
    }

    private static void requireFit(Event invocation, int start, Event completion, int at) {
        if (!completion.function().equals(invocation.function())) {
            throw new MalformedHistoryException(
                    at,
                    "process " + completion.process() + " completes " + completion.function() + ", and what it invoked"
                            + " (event " + start + ") is " + invocation.function());
        }
        if (completion.key() != null && !completion.key().equals(invocation.key())) {
            throw new MalformedHistoryException(
                    at,
                    "process " + completion.process() + " completes " + completion.function() + " on the key "
                            + Edn.print(completion.key()) + ", and invoked it (event " + start + ") "
                            + (invocation.key() == null
                                    ? "without a key"
                                    : "on the key " + Edn.print(invocation.key())));
        }
    }

    private static List<Operation> numbered(Stream<Operation> operations) {
        List<Operation> numbered = new ArrayList<>();
        operations.forEach(operation -> numbered.add(new Operation(
                numbered.size(), operation.invocation(), operation.completion(), operation.start(), operation.end())));
        return numbered;
    }

    /**
     * What was done to the cluster, and when, in the order of beginning. An end belongs to the first fault of its kind
     * and nodes that is still in force; what never ended ends with the history.
     */
    public List<FaultWindow> faultWindows() {
        return FaultWindow.of(events);
    }

    /** The same without the operations of some functions; their events stay, so that all keep their places. */
    public History without(Set<String> functions) {
        return new History(
                events, numbered(operations.stream().filter(operation -> !functions.contains(operation.function()))));
    }

    /** A sequence of events that no client can have seen. */
    public static final class MalformedHistoryException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final int event;

        MalformedHistoryException(int event, String message) {
            super(message);
            this.event = event;
        }

        /** Position of the offending event, from 0. */
        public int event() {
            return event;
        }
    }
}
