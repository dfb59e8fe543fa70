package dsc.workbench.benchmarks;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Operations;
import dsc.workbench.runs.Measures;
import dsc.workbench.simulation.Outcome;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a simulated world adds to its column, as a line of a file.
 *
 * @param column the column's name
 * @param reason the verdict's
 * @param also the verdicts of what else its history was checked against, by name
 * @param metrics the scenario's own figures
 * @param messages those of operations
 * @param ok operations that took effect
 * @param unknown operations of unknown outcome
 * @param latencies of those that took effect, a histogram of nanoseconds as HdrHistogram compresses it
 */
record ComparedWorld(
        String column,
        long seed,
        Verdict.Status status,
        String reason,
        Map<String, Verdict.Status> also,
        Map<String, Long> metrics,
        long messages,
        long eventsWritten,
        long ok,
        long unknown,
        String latencies) {

    private static final int DIGITS = 3;
    private static final long LATENCY_NANOS_MAX = TimeUnit.HOURS.toNanos(1);

    ComparedWorld {
        also = Collections.unmodifiableMap(new LinkedHashMap<>(also));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** An empty histogram of nanoseconds. */
    static Histogram histogram() {
        return new Histogram(DIGITS);
    }

    static ComparedWorld of(ComparisonOptions.Column column, Outcome outcome, Map<String, Verdict.Status> also) {
        Histogram nanos = histogram();
        long ok = 0;
        long unknown = 0;
        for (Operation operation : outcome.history().operations()) {
            if (operation.function().startsWith(Operations.FINAL)) {
                continue;
            }
            if (operation.outcome() == Operation.Outcome.OK) {
                ok++;
                nanos.recordValue(operation.completion().timeNanos()
                        - operation.invocation().timeNanos());
            } else if (operation.outcome() == Operation.Outcome.UNKNOWN) {
                unknown++;
            }
        }
        return new ComparedWorld(
                column.name(),
                outcome.spec().seed(),
                outcome.verdict().status(),
                outcome.verdict().reason(),
                also,
                Measures.counted(column.scenario(), outcome.history()),
                outcome.messagesOfOperations(),
                outcome.eventsWritten(),
                ok,
                unknown,
                text(nanos));
    }

    private static String text(Histogram nanos) {
        ByteBuffer compressed = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int bytes = nanos.encodeIntoCompressedByteBuffer(compressed);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(compressed.array(), bytes));
    }

    /** @throws IllegalArgumentException when {@link #latencies} is not a histogram */
    Histogram nanos() {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(latencies)), LATENCY_NANOS_MAX);
        } catch (DataFormatException malformed) {
            throw new IllegalArgumentException("latencies are not a histogram", malformed);
        }
    }
}
