package dsc.workbench.checkers;

import dsc.workbench.checkers.SimulatedStore.Workload;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.HistoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Prints how long the checker takes. Not a test: times differ between machines. */
final class MeasureLinearizability {

    private static final Path HISTORIES = Path.of("src/test/resources/histories");
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private MeasureLinearizability() {}

    public static void main(String[] arguments) throws IOException {
        for (int round = 1; round <= 2; round++) {
            long start = System.nanoTime();
            for (String line : Files.readAllLines(HISTORIES.resolve("verdicts.txt"))) {
                String name = line.substring(0, line.indexOf(' '));
                Model<?> model = name.startsWith("c10") ? Models.APPEND_KV : Models.CAS_REGISTER;
                Linearizability.of(model).check(HistoryFile.read(HISTORIES.resolve(name + ".edn")), BUDGET);
            }
            System.out.printf("recorded histories, round %d: %d ms%n", round, millisSince(start));
        }
        measure("registers", Models.KV, Workload.REGISTERS, 5, 1, 300, 0.3);
        measure("registers", Models.KV, Workload.REGISTERS, 10, 1, 1_000, 0.1);
        measure("registers", Models.KV, Workload.REGISTERS, 20, 1, 5_000, 0.01);
        measure("registers", Models.KV, Workload.REGISTERS, 5, 5, 20_000, 0.0015);
        measure("registers", Models.KV, Workload.REGISTERS, 5, 5, 20_000, 0.01);
        measure("registers", Models.KV, Workload.REGISTERS, 5, 1, 20_000, 0.01);
        measure("distinct writes", Models.KV, Workload.DISTINCT_WRITES, 5, 5, 20_000, 0.0015);
        measure("distinct writes", Models.KV, Workload.DISTINCT_WRITES, 50, 1, 20_000, 0.0015);
        measure("strings", Models.APPEND_KV, Workload.STRINGS, 50, 10, 5_000, 0);
        measure("strings", Models.APPEND_KV, Workload.STRINGS, 50, 10, 20_000, 0.0015);
        measure("strings", Models.APPEND_KV, Workload.STRINGS, 50, 1, 5_000, 0.01);
    }

    private static void measure(
            String what, Model<?> model, Workload workload, int clients, int keys, int operations, double unknown)
            throws IOException {
        for (long seed = 1; seed <= 3; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            History history = SimulatedStore.run(random, workload, clients, keys, operations, unknown);
            StringBuilder text = new StringBuilder();
            Edn.write(history, text);
            long start = System.nanoTime();
            History read = Edn.read(text.toString());
            long reading = millisSince(start);
            start = System.nanoTime();
            Verdict verdict = Linearizability.of(model).check(read, BUDGET);
            long checking = millisSince(start);
            start = System.nanoTime();
            Verdict broken = Linearizability.of(model).check(withStaleRead(history), BUDGET);
            System.out.printf(
                    "%s, %d clients, %d keys, %d operations, %d unknown: read %d ms, %s %d ms; broken: %s %d ms%n",
                    what,
                    clients,
                    keys,
                    operations,
                    history.events().stream()
                            .filter(event -> event.type() == Event.Type.INFO)
                            .count(),
                    reading,
                    verdict.status(),
                    checking,
                    broken.status(),
                    millisSince(start));
            if (verdict.status() != Verdict.Status.VALID) {
                System.out.println("  " + verdict.reason());
            }
            System.out.println("  " + broken.reason());
        }
    }

    /** The history with a result of nothing in its last read. */
    private static History withStaleRead(History history) {
        List<Event> events = new ArrayList<>(history.events());
        for (int at = events.size() - 1; at >= 0; at--) {
            Event event = events.get(at);
            boolean read = event.function().equals("read") || event.function().equals("get");
            if (read && event.type() == Event.Type.OK) {
                Object nothing = event.function().equals("get") ? "" : null;
                events.set(
                        at,
                        new Event(
                                event.process(),
                                event.type(),
                                event.function(),
                                event.key(),
                                nothing,
                                event.timeNanos(),
                                null));
                return History.of(events);
            }
        }
        return history;
    }

    private static long millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
