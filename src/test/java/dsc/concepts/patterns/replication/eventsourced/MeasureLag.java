package dsc.concepts.patterns.replication.eventsourced;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;

/**
 * Prints how long events take from one replica to another, in milliseconds: three nodes in one JVM, the journal over
 * TCP, an event every 50 ms. Not a test: times differ between machines.
 */
final class MeasureLag {

    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final int EVENTS = 100;
    private static final long PACE_MILLIS = 50;

    /** Long enough for all to have looked into the others' journals before, and once more afterwards. */
    private static final long QUIET_MILLIS = 3_000;

    private MeasureLag() {}

    public static void main(String[] arguments) throws Exception {
        for (int writers : List.of(1, NODES.size())) {
            measure(writers, true, "200ms");
            measure(writers, false, "200ms");
            measure(writers, false, "1s");
        }
    }

    private static void measure(int writers, boolean direct, String refreshInterval) throws Exception {
        try (TestJournal journal = new TestJournal()) {
            Config config = ConfigFactory.parseString("dsc.eventsourced.direct-replication = " + direct
                            + "\njdbc-read-journal.refresh-interval = " + refreshInterval)
                    .withFallback(journal.config());
            try (TestNodes nodes = new TestNodes(config, NODES.toArray(String[]::new))) {
                for (String node : NODES) {
                    nodes.perform(node, "read", "k", null);
                }
                Thread.sleep(QUIET_MILLIS);
                for (int event = 0; event < EVENTS; event++) {
                    nodes.perform(NODES.get(event % writers), "increment", "k", "1");
                    Thread.sleep(PACE_MILLIS);
                }
                Thread.sleep(QUIET_MILLIS);
                System.out.printf(
                        "writers %d, direct %b, refresh-interval %s: %s%n",
                        writers, direct, refreshInterval, nodes.state("n2"));
            }
        }
    }
}
