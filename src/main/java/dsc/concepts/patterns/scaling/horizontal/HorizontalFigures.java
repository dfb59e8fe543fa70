package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.checkers.Ledgers;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run counts beside its verdict. */
final class HorizontalFigures {

    private HorizontalFigures() {}

    static Map<String, Long> of(History history) {
        Map<String, List<String>> homes = homes(history);
        List<Long> outages = new ArrayList<>(outagesMillis(history).values());
        outages.sort(null);
        Map<String, Long> figures = new LinkedHashMap<>(Ledgers.counts(history));
        figures.put(
                "starts of accounts",
                homes.values().stream().mapToLong(List::size).sum());
        figures.put(
                "accounts moved",
                homes.values().stream().mapToLong(HorizontalFigures::moves).sum());
        figures.put("key out of service, longest, ms", outages.isEmpty() ? 0 : outages.getLast());
        figures.put("key out of service, median key, ms", outages.isEmpty() ? 0 : outages.get(outages.size() / 2));
        return figures;
    }

    /** The node of each epoch, by account, as the journal has them in the end. */
    private static Map<String, List<String>> homes(History history) {
        Map<String, List<String>> homes = new TreeMap<>();
        for (Operation operation : history.operations()) {
            if (operation.function().equals(Ledgers.FINAL_AUDIT)
                    && operation.result() instanceof Map<?, ?> audit
                    && audit.get("homes") instanceof List<?> nodes) {
                homes.put(
                        String.valueOf(operation.key()),
                        nodes.stream().map(String::valueOf).toList());
            }
        }
        return homes;
    }

    private static long moves(List<String> homes) {
        long moves = 0;
        for (int at = 1; at < homes.size(); at++) {
            moves += homes.get(at).equals(homes.get(at - 1)) ? 0 : 1;
        }
        return moves;
    }

    /**
     * By key, the longest time in milliseconds that a client who asked for it had to wait until anyone was served: from
     * an invocation to the next operation on the key that completed well, whosever that was.
     */
    static Map<String, Long> outagesMillis(History history) {
        Map<String, NavigableSet<Long>> served = new TreeMap<>();
        for (Operation operation : history.operations()) {
            if (operation.outcome() == Operation.Outcome.OK) {
                served.computeIfAbsent(String.valueOf(operation.key()), none -> new TreeSet<>())
                        .add(operation.completion().timeNanos());
            }
        }
        Map<String, Long> outages = new TreeMap<>();
        for (Operation operation : history.operations()) {
            Event asked = operation.invocation();
            String key = String.valueOf(operation.key());
            Long next = served.getOrDefault(key, new TreeSet<>()).ceiling(asked.timeNanos());
            if (next != null) {
                outages.merge(key, (next - asked.timeNanos()) / 1_000_000, Math::max);
            }
        }
        return outages;
    }
}
