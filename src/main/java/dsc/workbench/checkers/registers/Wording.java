package dsc.workbench.checkers.registers;

import static dsc.workbench.checkers.registers.Access.NONE;

import dsc.workbench.checkers.registers.Precedence.Edge;
import dsc.workbench.checkers.registers.WriteOrder.Step;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says in words who wrote and saw what. */
final class Wording {

    private static final int VALUE_LENGTH_MAX = 40;

    private final RegisterHistory history;

    Wording(RegisterHistory history) {
        this.history = history;
    }

    /** Such as {@code process 3 saw 4 under x (event 12)}. */
    static String saw(Operation operation, Object key, Object value) {
        return String.format(
                Locale.ROOT,
                "process %d saw %s under %s (event %d)",
                operation.process(),
                text(value),
                text(key),
                operation.end());
    }

    static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** As it is written in EDN, a word without quotes, shortened if it is long. */
    static String text(Object value) {
        String text = value instanceof String word && word.matches("\\S+") ? word : Edn.print(value);
        return text.length() <= VALUE_LENGTH_MAX ? text : text.substring(0, VALUE_LENGTH_MAX - 1) + "…";
    }

    String key(int key) {
        return text(history.keys().get(key));
    }

    /** What an access saw under a key. */
    String saw(int access, int key) {
        Access observation = history.access(access);
        int source = observation.source(key);
        return saw(
                observation.operation(),
                history.keys().get(key),
                source == NONE ? null : history.access(source).operation().argument());
    }

    /** The value of a write alone. */
    String value(int write) {
        return write == NONE ? "nil" : text(history.access(write).operation().argument());
    }

    /** The value of a write and its key. */
    String cell(int write) {
        return value(write) + " under " + key(history.access(write).written());
    }

    /** What a session did in an access, after its subject. */
    private String act(Access access) {
        Operation operation = access.operation();
        if (access.isWrite()) {
            return "wrote " + cell(access.id()) + " (event " + operation.start() + ")";
        }
        if (operation.function().endsWith(RegisterHistory.SNAPSHOT)) {
            return "took a snapshot (event " + operation.end() + ")";
        }
        return "read " + key(access.observed()[0]) + " (event " + operation.end() + ")";
    }

    /** Each edge of a cycle in words; those that follow each other in a session are one. */
    String cycle(List<Edge> cycle) {
        List<Edge> turned = new ArrayList<>(cycle);
        while (turned.size() > 1
                && turned.getFirst().cause() == Precedence.Cause.SESSION
                && turned.getLast().cause() == Precedence.Cause.SESSION) {
            turned.add(turned.removeFirst());
        }
        List<Edge> shown = new ArrayList<>();
        for (Edge edge : turned) {
            Edge last = shown.isEmpty() ? null : shown.getLast();
            if (last != null && last.cause() == Precedence.Cause.SESSION && edge.cause() == last.cause()) {
                shown.removeLast();
                shown.add(new Edge(last.from(), edge.to(), edge.cause(), NONE, NONE));
            } else {
                shown.add(edge);
            }
        }
        return shown.stream().map(this::edge).collect(Collectors.joining("; "));
    }

    /** The operations that a cycle is about, each once. */
    List<Operation> operations(List<Edge> cycle) {
        return cycle.stream()
                .flatMapToInt(edge -> IntStream.of(edge.from(), edge.witness()))
                .filter(id -> id != NONE)
                .distinct()
                .mapToObj(id -> history.access(id).operation())
                .toList();
    }

    /** Each step of a contradiction in words; that nil is older than a write needs none. */
    String contradiction(List<Step> cycle) {
        return cycle.stream()
                .filter(step -> step.older() < history.accesses().size())
                .map(this::step)
                .collect(Collectors.joining("; "));
    }

    private String step(Step step) {
        Access older = history.access(step.older());
        if (step.observation() != NONE) {
            return saw(step.observation(), older.written()) + " where " + value(older.id()) + " had to be there";
        }
        Access newer = history.access(step.newer());
        boolean sameSession = older.session() == newer.session() && older.place() < newer.place();
        return "process " + newer.operation().process() + " wrote " + cell(newer.id()) + " (event "
                + newer.operation().start() + ") after it " + (sameSession ? "wrote " : "saw ") + cell(older.id());
    }

    private String edge(Edge edge) {
        Access from = history.access(edge.from());
        Access to = history.access(edge.to());
        return switch (edge.cause()) {
            case SESSION -> "process " + from.operation().process() + " " + act(from) + " before it " + act(to);
            case SEEN -> saw(edge.to(), edge.key());
            case OVERWRITTEN ->
                "under " + key(edge.key()) + ", " + value(edge.from()) + " is older than " + value(edge.to()) + ", for "
                        + saw(edge.witness(), edge.key()) + " when " + value(edge.from()) + " had to be there";
            case NOT_YET -> saw(edge.from(), edge.key()) + ", which was before " + value(edge.to()) + " was written";
        };
    }
}
