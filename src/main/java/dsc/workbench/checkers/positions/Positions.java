package dsc.workbench.checkers.positions;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the positions that operations are answered are an order of all updates that explains every result, and that
 * agrees with what clients can know of real time. It is what ZooKeeper promises (Hunt et al. 2010, §2.3: linearizable
 * writes, FIFO order of each client), and etcd by its revisions.
 *
 * <p>Operations: {@code write} of a value and {@code cas} of {@code [expected new]}, each answered {@code [value
 * position]} with the position that it took and the value that it left; {@code read}, answered {@code [value position]}
 * with the position of the last update that its server had. Values need not be unique. The {@code :key} is what an
 * operation is about; positions are those of all keys.
 *
 * <p>The sentence that is decided: the updates that were answered have positions of their own; each of those is greater
 * than every position that anybody had been told before the update was asked for; the positions that one process is
 * told never fall; and there are positions for some of the updates of unknown outcome, each greater than what had been
 * told before it was asked for, so that every read finds what the updates up to its position leave, and every
 * {@code cas} what it expects right before its own. With {@code positions-linearizable}, no read is answered a position
 * below one that anybody had been told before it was asked for; then the positions are a linearization.
 *
 * <p>The positions are the order, so nothing has to be searched for: it takes time in proportion to n log n. What is
 * missing under a key has to come from an update of unknown outcome, each of which may be used once; one that may serve
 * an earlier demand may serve each later one as well, so it suffices to count them.
 *
 * <p>It is fooled where updates of unknown outcome leave room: one may have any position between two others, although
 * no number may be free there, and a {@code cas} of unknown outcome is taken to have found what it expected.
 */
public final class Positions implements Checker {

    /** Reads may be old. */
    public static final Checker ORDERED = new Positions("positions", true);

    /** Reads may not be old. */
    public static final Checker LINEARIZABLE = new Positions("positions-linearizable", false);

    private static final String DISTINCT = "No two updates have one position.";
    private static final String AFTER_ALL =
            "An update's position is greater than every position that anybody was told" + " before it was asked for.";
    private static final String NEVER_FALLS = "The positions that one process is told never fall.";
    private static final String NOT_OLD =
            "No read is at a position below one that anybody was told before the read was asked for.";
    private static final String EXPLAINED = "What is found at a position is what the updates up to it left.";

    private final String name;
    private final boolean readsMayBeOld;

    private Positions(String name, boolean readsMayBeOld) {
        this.name = name;
        this.readsMayBeOld = readsMayBeOld;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return readsMayBeOld
                ? "read, write and cas ([expected new]), each answered [value position], where positions (whole"
                        + " numbers, or lists of some) are the order of all updates: an update is above all that was"
                        + " told before it, what one process is told never falls, and every result is what the updates"
                        + " up to its position leave (Hunt et al. 2010); reads may be old. Updates of unknown outcome"
                        + " leave it room: one fits between any two positions, and a cas among them found what it"
                        + " expected"
                : "the same operations: moreover no read is at a position below one that anybody had been told before"
                        + " it, so that the positions are a linearization";
    }

    /** @throws dsc.workbench.checkers.ModelMismatchException when the history has no positions */
    @Override
    public Verdict check(History recorded, Duration budget) {
        PositionedHistory history = PositionedHistory.of(recorded);
        return wrongAnswer(history)
                .or(() -> sharedPosition(history))
                .or(() -> outOfTime(history))
                .or(() -> fallen(history))
                .or(() -> unexplained(history))
                .orElseGet(() -> Verdict.valid(String.format(
                        Locale.ROOT,
                        "the positions are an order that explains every result: %s and %s of %s",
                        count(updates(history), "update"),
                        count(history.known().size() - updates(history), "read"),
                        count(keys(history), "key"))));
    }

    private static long updates(PositionedHistory history) {
        return history.known().stream().filter(told -> !told.isRead()).count();
    }

    private static long keys(PositionedHistory history) {
        return history.known().stream()
                .map(told -> Optional.ofNullable(told.operation().key()))
                .distinct()
                .count();
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static Optional<Verdict> wrongAnswer(PositionedHistory history) {
        return history.known().stream()
                .filter(told -> !told.isRead() && !Objects.equals(value(told), told.left()))
                .findFirst()
                .map(told -> invalid(
                        "the update of event " + told.operation().start() + " was answered " + Edn.print(value(told))
                                + ", which is not what it was to leave",
                        List.of(),
                        told,
                        "An update answers what it left."));
    }

    private static Object value(Told told) {
        return ((List<?>) told.operation().result()).getFirst();
    }

    private static Optional<Verdict> sharedPosition(PositionedHistory history) {
        Map<Position, Told> updates = new HashMap<>();
        for (Told told : history.known()) {
            Told other = told.isRead() ? null : updates.putIfAbsent(told.position(), told);
            if (other != null) {
                return Optional.of(invalid(
                        "two updates were told that they are at " + told.position(), List.of(other), told, DISTINCT));
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> outOfTime(PositionedHistory history) {
        for (Told told : history.known()) {
            boolean isLate = told.isRead()
                    ? !readsMayBeOld && told.floor() != null && told.position().compareTo(told.floor()) < 0
                    : !told.fitsBelow(told.position());
            if (isLate) {
                Told earlier = history.known().stream()
                        .filter(other -> other.position().equals(told.floor())
                                && other.operation().end() < told.operation().start())
                        .findFirst()
                        .orElseThrow();
                return Optional.of(invalid(
                        "event " + told.operation().end() + " tells " + told.position() + ", and " + told.floor()
                                + " had been told before that was asked for (event "
                                + earlier.operation().end() + ")",
                        List.of(earlier),
                        told,
                        told.isRead() ? NOT_OLD : AFTER_ALL));
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> fallen(PositionedHistory history) {
        Map<Long, Told> last = new HashMap<>();
        for (Told told : history.known()) {
            Told earlier = last.put(told.operation().process(), told);
            if (earlier != null && told.position().compareTo(earlier.position()) < 0) {
                return Optional.of(invalid(
                        "process " + told.operation().process() + " was told " + earlier.position() + " and then "
                                + told.position(),
                        List.of(earlier),
                        told,
                        NEVER_FALLS));
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> unexplained(PositionedHistory history) {
        Map<Object, List<Told>> byKey = new LinkedHashMap<>();
        history.known()
                .forEach(told -> byKey.computeIfAbsent(told.operation().key(), none -> new ArrayList<>())
                        .add(told));
        Map<Object, List<Told>> unknown = new HashMap<>();
        history.unknown()
                .forEach(told -> unknown.computeIfAbsent(told.operation().key(), none -> new ArrayList<>())
                        .add(told));
        return byKey.entrySet().stream()
                .flatMap(each -> unexplained(each.getValue(), unknown.getOrDefault(each.getKey(), List.of())).stream())
                .findFirst();
    }

    /** One key: whether what its operations find was left there, in the order of positions. */
    private static Optional<Verdict> unexplained(List<Told> known, List<Told> unknown) {
        List<Told> inOrder = known.stream()
                .sorted(Comparator.comparing(Told::position).thenComparing(Told::isRead))
                .toList();
        Unknowns unknowns = new Unknowns(unknown);
        Told before = null;
        for (Told told : inOrder) {
            Object there = before == null ? null : before.left();
            if (told.demands() && !Objects.equals(there, told.found())) {
                boolean hasRoom = before == null || before.position().compareTo(told.position()) < 0;
                if (!hasRoom || !unknowns.use(told.found(), told.position())) {
                    return Optional.of(unexplained(before, told, there));
                }
            }
            before = told;
        }
        return Optional.empty();
    }

    private static Verdict unexplained(Told before, Told told, Object there) {
        Operation operation = told.operation();
        String reason = "at " + told.position() + ", event " + operation.end() + " found " + Edn.print(told.found())
                + " under " + Edn.print(operation.key()) + ", where "
                + (before == null
                        ? "nothing was written before"
                        : Edn.print(there) + " was at " + before.position() + " (event "
                                + before.operation().end() + ")");
        return invalid(reason, before == null ? List.of() : List.of(before), told, EXPLAINED);
    }

    private static Verdict invalid(String reason, List<Told> earlier, Told wrong, String rule) {
        return Verdict.invalid(
                reason,
                new Verdict.Evidence(
                        wrong.operation().key(),
                        earlier.stream().map(Told::operation).toList(),
                        "",
                        List.of(wrong.operation()),
                        rule));
    }

    /** The updates of unknown outcome on one key, by what they leave, of which each can explain one value. */
    private static final class Unknowns {

        private final Map<Object, List<Told>> byValue = new HashMap<>();
        private final Map<Object, Integer> used = new HashMap<>();

        private Unknowns(List<Told> updates) {
            // What anybody had been told before they were asked for rises in the order in which they were.
            updates.forEach(told -> byValue.computeIfAbsent(told.left(), none -> new ArrayList<>())
                    .add(told));
        }

        /** Uses one that left {@code value} at a position up to {@code limit}, which rises from call to call. */
        private boolean use(Object value, Position limit) {
            int next = used.merge(value, 1, Integer::sum) - 1;
            List<Told> all = byValue.getOrDefault(value, List.of());
            return next < all.size() && all.get(next).fitsBelow(limit);
        }
    }
}
