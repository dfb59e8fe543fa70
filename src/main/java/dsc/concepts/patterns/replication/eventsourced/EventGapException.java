package dsc.concepts.patterns.replication.eventsourced;

/** An event arrived before another one of the same replica that comes before it. */
final class EventGapException extends RuntimeException {

    EventGapException(Dot arrived, Dot next) {
        super("event " + arrived.number() + " of " + arrived.replica() + " arrived before its event " + next.number());
    }
}
