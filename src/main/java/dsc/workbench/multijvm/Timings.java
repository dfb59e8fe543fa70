package dsc.workbench.multijvm;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the time of some tests went, in the JVM that JUnit runs in. */
final class Timings {

    enum Part {
        JVMS("JVMs"),
        SYSTEMS("actor systems"),
        TESTS("tests"),
        ENDS("ends");

        private final String label;

        Part(String label) {
            this.label = label;
        }
    }

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private int nodes;
    private long sinceNanos = System.nanoTime();

    /** A test ran on that many nodes. */
    void nodes(int count) {
        nodes = Math.max(nodes, count);
    }

    /** The figures of the test that had most of them. */
    int nodes() {
        return nodes;
    }

    /** Whether anything was run. */
    boolean isSpent() {
        return !nanos.isEmpty();
    }

    /** What follows is no part of anything that was before. */
    void begin() {
        sinceNanos = System.nanoTime();
    }

    /** The time since the last call was spent on {@code part}. */
    void spentOn(Part part) {
        long now = System.nanoTime();
        nanos.merge(part, now - sinceNanos, Long::sum);
        sinceNanos = now;
    }

    @Override
    public String toString() {
        double total = nanos.values().stream().mapToLong(Long::longValue).sum() / 1e9;
        return String.format(Locale.ROOT, "%.1f s: ", total)
                + nanos.entrySet().stream()
                        .map(entry ->
                                String.format(Locale.ROOT, "%s %.1f", entry.getKey().label, entry.getValue() / 1e9))
                        .collect(Collectors.joining(", "));
    }
}
