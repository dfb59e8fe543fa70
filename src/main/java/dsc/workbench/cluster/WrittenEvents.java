package dsc.workbench.cluster;

import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/** How many events this node has written to its journal since its start; snapshots do not count. */
final class WrittenEvents implements Extension {

    private static final Id ID = new Id();

    private final LongAdder events = new LongAdder();

    private static final class Id extends AbstractExtensionId<WrittenEvents> {
        @Override
        public WrittenEvents createExtension(ExtendedActorSystem system) {
            return new WrittenEvents();
        }
    }

    private WrittenEvents() {}

    static WrittenEvents of(ActorSystem system) {
        return ID.get(system);
    }

    void add(int count) {
        events.add(count);
    }

    long count() {
        return events.sum();
    }
}
