package dsc.workbench.checkers;

import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Histories of a handful of operations on one key, with arbitrary results. */
final class TinyHistories {

    private static final int OPERATIONS_MAX = 7;
    private static final int PROCESSES = 4;

    private final SplittableRandom random;
    private final int operationsMax;
    private final int processes;
    private final boolean strings;
    /** What is written, appended, or expected. */
    private final List<?> values;
    /** What reads return. */
    private final List<?> results;

    private TinyHistories(SplittableRandom random, boolean strings, List<?> values, List<?> results) {
        this(random, OPERATIONS_MAX, PROCESSES, strings, values, results);
    }

    private TinyHistories(
            SplittableRandom random,
            int operationsMax,
            int processes,
            boolean strings,
            List<?> values,
            List<?> results) {
        this.random = random;
        this.operationsMax = operationsMax;
        this.processes = processes;
        this.strings = strings;
        this.values = values;
        this.results = results;
    }

    static History register(SplittableRandom random) {
        return new TinyHistories(random, false, List.of(1L, 2L, 3L), Arrays.asList(1L, 2L, 3L, null)).next(false);
    }

    /**
     * Many clients at once, few values and few reads, so that many operations are equal, and many values are unseen.
     */
    static History crowdedRegister(SplittableRandom random) {
        return new TinyHistories(random, 8, 6, false, List.of(1L, 2L, 2L, 3L), Arrays.asList(1L, 2L, null)).next(false);
    }

    /** The same of strings. */
    static History crowdedStrings(SplittableRandom random) {
        List<String> results = List.of("", "a", "aa", "ab", "ba", "b");
        return new TinyHistories(random, 8, 6, true, List.of("a", "a", "b", "c"), results).next(false);
    }

    /** Strings that begin each other, so that a result can come about in several ways. */
    static History ambiguousStrings(SplittableRandom random) {
        List<String> results = List.of("", "a", "b", "ab", "ba", "aa", "aab", "aba", "bab");
        return new TinyHistories(random, true, List.of("a", "b", "ab", "ba"), results).next(false);
    }

    /** Every put and append has a text of its own. */
    static History distinctStrings(SplittableRandom random) {
        List<String> values = List.of("a", "b", "c", "d", "e", "f", "g");
        List<String> results = List.of("", "a", "b", "ab", "ba", "abc", "acb", "ac", "bc", "bac", "c", "cd", "d", "bd");
        return new TinyHistories(random, true, values, results).next(true);
    }

    /** Reads and increments, most of which return what a counter has when they end. */
    static History counter(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        Event[] running = new Event[PROCESSES];
        long nextProcess = PROCESSES;
        long count = 0;
        for (int steps = 4 + random.nextInt(2 * OPERATIONS_MAX); steps > 0; steps--) {
            int client = random.nextInt(PROCESSES);
            Event asked = running[client];
            if (asked == null) {
                running[client] = new Event(
                        nextProcess++,
                        Type.INVOKE,
                        random.nextInt(3) == 0 ? "read" : "increment",
                        "k",
                        null,
                        Event.NO_TIME,
                        null);
                events.add(running[client]);
                continue;
            }
            int outcome = random.nextInt(12);
            Type type = outcome == 0 ? Type.FAIL : outcome < 4 ? Type.INFO : Type.OK;
            boolean added = asked.function().equals("increment") && type == Type.OK || outcome == 1;
            count += added ? 1 : 0;
            Object value = type == Type.OK ? (Object) (random.nextInt(8) == 0 ? count + 1 : count) : null;
            events.add(new Event(asked.process(), type, asked.function(), "k", value, Event.NO_TIME, null));
            running[client] = null;
        }
        return History.of(events);
    }

    private History next(boolean distinct) {
        int operations = 2 + random.nextInt(operationsMax - 1);
        List<Event> events = new ArrayList<>();
        Event[] running = new Event[processes];
        long nextProcess = processes;
        for (int invoked = 0; invoked < operations; ) {
            int client = random.nextInt(processes);
            if (running[client] == null) {
                running[client] = invocation(nextProcess++, distinct ? values.get(invoked) : pick(values));
                events.add(running[client]);
                invoked++;
            } else {
                events.add(completion(running[client]));
                running[client] = null;
            }
        }
        for (Event invocation : running) {
            if (invocation != null && random.nextInt(3) > 0) {
                events.add(completion(invocation));
            }
        }
        return History.of(events);
    }

    private Event invocation(long process, Object value) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> event(process, Type.INVOKE, strings ? "get" : "read", null);
            case 2, 3 -> event(process, Type.INVOKE, strings ? "append" : "write", value);
            default ->
                strings
                        ? event(process, Type.INVOKE, "put", value)
                        : event(process, Type.INVOKE, "cas", List.of(value, pick(values)));
        };
    }

    private Event completion(Event invocation) {
        boolean read =
                invocation.function().equals("read") || invocation.function().equals("get");
        Type type = switch (random.nextInt(10)) {
            case 0, 1 -> Type.INFO;
            case 2 -> Type.FAIL;
            default -> Type.OK;
        };
        Object value = !read ? invocation.value() : type == Type.OK ? pick(results) : null;
        return event(invocation.process(), type, invocation.function(), value);
    }

    private Event event(long process, Type type, String function, Object value) {
        return new Event(process, type, function, strings ? "k" : null, value, Event.NO_TIME, null);
    }

    private Object pick(List<?> from) {
        return from.get(random.nextInt(from.size()));
    }
}
