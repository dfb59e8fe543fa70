package dsc.concepts.patterns.replication.eventsourced;

import dsc.concepts.patterns.replication.eventsourced.Contents.Event;
import java.util.List;
import java.util.SplittableRandom;

/** Replicas that hear of events behind their causes hold the elements with an add that no removal saw. */
public final class EventsComeBehindTheirCauses extends HeardEvents {

    @Override
    public String name() {
        return "events come to the same set behind those that their writers had seen";
    }

    /** All that another replica has, in its order; whether there was anything. */
    @Override
    boolean hear(int at, List<Event> written, SplittableRandom random) {
        int first = random.nextInt(REPLICAS);
        boolean isNew = false;
        for (int next = 0; next < REPLICAS && !isNew; next++) {
            for (Event event : List.copyOf(heard.get((first + next) % REPLICAS))) {
                if (!isHeard(at, event)) {
                    apply(at, event);
                    isNew = true;
                }
            }
        }
        return isNew;
    }
}
