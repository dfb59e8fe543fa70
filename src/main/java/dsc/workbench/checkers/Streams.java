package dsc.workbench.checkers;

import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a log of partitions keeps what it acknowledged, where it said, and whether a group of readers processes each
 * record as often as is promised (Kreps, Narkhede, Rao: <i>Kafka</i>, NetDB 2011; the workload
 * {@code jepsen.tests.kafka}).
 *
 * <p>Operations: {@code send} of a value that is sent once, the argument, whose result is a list of its partition and
 * its offset; {@code committed} and {@code final-lag}, which are not judged; {@code final-log} and {@code final-view},
 * whose argument is a node, and whose results are maps from the partitions that the node owns: to the values of the
 * log, in the order of offsets from 0, and to what the group made of it, a list of [offset value generation member] in
 * the order of processing.
 *
 * <p>The sentence that is decided:
 *
 * <ul>
 *   <li>each value that was acknowledged is in its partition, at its offset;
 *   <li>each value in a log was sent, its send did not fail, and it is nowhere else in a log;
 *   <li>if a send ended before another one of the same partition began, its offset is less;
 *   <li>in each view, generations never fall, and each line has the value that the log has at its offset;
 *   <li>exactly once: offsets ascend from 0 to the log's end without a gap; at least once: the first lines of each
 *       offset do; at most once: offsets ascend.
 * </ul>
 *
 * Unknown is a history in which something was sent, and a node that was asked in the end did not answer, or none was
 * asked. It takes time in proportion to the history, and to sort the sends.
 *
 * <p>It can be fooled by an owner that tells of another log in the end than it served before.
 */
public final class Streams implements Checker {

    public static final String SEND = "send";
    public static final String COMMITTED = "committed";
    public static final String FINAL_LOG = "final-log";
    public static final String FINAL_VIEW = "final-view";
    public static final String FINAL_LAG = "final-lag";

    private static final List<String> FUNCTIONS = List.of(SEND, COMMITTED, FINAL_LOG, FINAL_VIEW, FINAL_LAG);

    /** How often a record is processed. */
    public enum Promise {
        EXACTLY_ONCE,
        AT_LEAST_ONCE,
        AT_MOST_ONCE
    }

    public static final Streams EXACTLY_ONCE = new Streams("stream-exactly-once", Promise.EXACTLY_ONCE);
    public static final Streams AT_LEAST_ONCE = new Streams("stream-at-least-once", Promise.AT_LEAST_ONCE);
    public static final Streams AT_MOST_ONCE = new Streams("stream-at-most-once", Promise.AT_MOST_ONCE);

    /**
     * What became of records, whatever was promised.
     *
     * @param acknowledged records whose send was acknowledged
     * @param lost those of them that are not where they were said to be
     * @param twice records that are in a log more than once
     * @param repeated lines of views about an offset that has one before
     * @param skipped offsets below a log's end of which no line tells
     */
    public record Counts(long acknowledged, long lost, long twice, long repeated, long skipped) {

        private Map<String, Long> asFigures() {
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("records acknowledged", acknowledged);
            figures.put("records lost", lost);
            figures.put("records in a log twice", twice);
            figures.put("records processed again", repeated);
            figures.put("records skipped", skipped);
            return figures;
        }
    }

    private final String name;
    private final Promise promise;

    private Streams(String name, Promise promise) {
        this.name = name;
        this.promise = promise;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "send of values, each different, answered with [partition offset], and the log and the group's view of"
                + " each partition in the end (" + FINAL_LOG + ", " + FINAL_VIEW
                + "): what was acknowledged is at its offset; nothing is there that was not sent or whose send failed,"
                + " and nothing twice; offsets respect real time; generations never fall; "
                + switch (promise) {
                    case EXACTLY_ONCE -> "each record is processed once, in order";
                    case AT_LEAST_ONCE -> "each record is processed, for the first time in order";
                    case AT_MOST_ONCE -> "no record is processed twice, and all in order";
                };
    }

    /** @throws ModelMismatchException when the history is none of streams, or a value was sent twice */
    @Override
    public Verdict check(History history, Duration budget) {
        Streamed streamed = Streamed.of(history);
        return streamed.brokenLog()
                .or(streamed::brokenOrder)
                .or(() -> streamed.brokenView(promise))
                .or(() -> streamed.notAnswered().map(Verdict::unknown))
                .orElseGet(() -> Verdict.valid(valid(streamed.counts())));
    }

    private static String valid(Counts counts) {
        return String.format(
                Locale.ROOT,
                "%s acknowledged; %,d lost, %,d in a log twice, %,d processed again, %,d skipped",
                Linearizability.count((int) counts.acknowledged(), "record"),
                counts.lost(),
                counts.twice(),
                counts.repeated(),
                counts.skipped());
    }

    /** What became of the records in {@code history}: name to number, in the order to show. */
    public static Map<String, Long> figures(History history) {
        return Streamed.of(history).counts().asFigures();
    }

    static void require(Operation operation) {
        if (!FUNCTIONS.contains(operation.function())) {
            throw mismatch(
                    operation.start(),
                    "is of the function " + operation.function() + "; a history of streams has "
                            + String.join(", ", FUNCTIONS));
        }
    }

    static ModelMismatchException mismatch(int event, String what) {
        return new ModelMismatchException(event, "event " + event + " " + what);
    }
}
