package dsc.concepts.patterns.replication.eventsourced;

import dsc.concepts.patterns.replication.eventsourced.Contents.Event;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Replicas that hear of events in the order of each writer alone hold the elements with an add that no removal saw. */
public final class EventsComeInAnyOrder extends HeardEvents {

    @Override
    public String name() {
        return "events come to the same set in any order between their writers";
    }

    /** The next event of some other replica; whether there was one. */
    @Override
    boolean hear(int at, List<Event> written, SplittableRandom random) {
        int first = random.nextInt(REPLICAS);
        for (int next = 0; next < REPLICAS; next++) {
            String writer = "n" + ((first + next) % REPLICAS + 1);
            Dot dot = held.get(at).applied().next(writer);
            Optional<Event> event =
                    written.stream().filter(one -> one.dot().equals(dot)).findFirst();
            if (event.isPresent()) {
                apply(at, event.get());
                return true;
            }
        }
        return false;
    }
}
