package dsc.concepts.patterns.replication.eventsourced;

import dsc.concepts.patterns.replication.eventsourced.Contents.Added;
import dsc.concepts.patterns.replication.eventsourced.Contents.Event;
import dsc.concepts.patterns.replication.eventsourced.Contents.Removed;
import dsc.workbench.grading.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Replicas of a set write and hear events, and hold in the end the elements with an add that no removal saw. */
abstract class HeardEvents implements Trial {

    private static final int STEPS = 24;
    static final int REPLICAS = 3;

    /** What each replica holds. */
    final List<Contents> held = new ArrayList<>();

    /** The events that each replica has, in the order in which they arrived there. */
    final List<List<Event>> heard = new ArrayList<>();

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        for (int replica = 0; replica < REPLICAS; replica++) {
            held.add(Contents.NOTHING);
            heard.add(new ArrayList<>());
        }
        List<Event> written = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int at = random.nextInt(REPLICAS);
            if (random.nextBoolean()) {
                hear(at, written, random);
                continue;
            }
            String element = random.nextBoolean() ? "x" : "y";
            Contents before = held.get(at);
            Dot dot = before.applied().next("n" + (at + 1));
            TreeSet<Dot> seen = new TreeSet<>(before.set().seen(element));
            boolean isAdd = seen.isEmpty() || random.nextInt(3) > 0;
            Event event = isAdd ? new Added(dot, step, element) : new Removed(dot, step, element, seen);
            apply(at, event);
            written.add(event);
            if (held.get(at).set().elements().contains(element) != isAdd) {
                return Optional.of(
                        dot.replica() + " holds " + held.get(at).set().elements() + " after its own " + event
                                + ", and held " + before.set() + " before");
            }
        }
        for (int at = 0; at < REPLICAS; at++) {
            while (hear(at, written, random)) {
                // Until it has all of them.
            }
        }
        List<String> expected = written.stream()
                .filter(event -> event instanceof Added added
                        && written.stream()
                                .noneMatch(other -> other instanceof Removed removed
                                        && removed.adds().contains(added.dot())))
                .map(event -> ((Added) event).element())
                .distinct()
                .sorted()
                .toList();
        for (int at = 0; at < REPLICAS; at++) {
            ObservedRemoveSet set = held.get(at).set();
            String events = "the events " + heard.get(at) + " come to " + set.elements();
            if (!set.elements().equals(expected)) {
                return Optional.of(events + ", not to " + expected);
            }
            if (!set.removedAhead().isEmpty()) {
                return Optional.of(
                        events + ", and " + set.removedAhead() + " are remembered though all events have come");
            }
        }
        return Optional.empty();
    }

    void apply(int at, Event event) {
        held.set(at, held.get(at).apply(event, false));
        heard.get(at).add(event);
    }

    boolean isHeard(int at, Event event) {
        return held.get(at).applied().contains(event.dot());
    }

    /** Lets a replica hear of events that another has or wrote; whether there was anything. */
    abstract boolean hear(int at, List<Event> written, SplittableRandom random);
}
