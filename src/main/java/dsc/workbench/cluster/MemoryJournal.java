package dsc.workbench.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.JournalProtocol.DeleteMessagesTo;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessages;
import org.apache.pekko.persistence.JournalProtocol.WriteMessages;
import org.apache.pekko.persistence.PersistentRepr;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Keeps events in the process's own memory, and answers a write in the same turn. Pekko's in-memory journal is built as
 * one for a database: it passes each write through a circuit breaker, futures and a second actor, while the protocol
 * waits.
 */
final class MemoryJournal extends UntypedAbstractActor {

    /** One persistence id's events by their numbers, and the highest number that any had. */
    private static final class Events {
        private final TreeMap<Long, PersistentRepr> byNumber = new TreeMap<>();
        private long highestNumber;
    }

    private final Map<String, Events> ids = new TreeMap<>();
    private final WrittenEvents written = WrittenEvents.of(getContext().getSystem());

    @Override
    public void onReceive(Object message) {
        switch (message) {
            case WriteMessages write -> onWrite(write);
            case ReplayMessages replay -> onReplay(replay);
            case DeleteMessagesTo delete -> onDelete(delete);
            default -> unhandled(message);
        }
    }

    private void onWrite(WriteMessages write) {
        List<PersistentRepr> events = CollectionConverters.asJava(write.messages()).stream()
                .flatMap(envelope -> CollectionConverters.asJava(((AtomicWrite) envelope).payload()).stream())
                .toList();
        written.add(events.size());
        ActorRef writer = write.persistentActor();
        writer.tell(JournalProtocol.WriteMessagesSuccessful$.MODULE$, getSelf());
        for (PersistentRepr event : events) {
            Events known = of(event.persistenceId());
            known.byNumber.put(event.sequenceNr(), event);
            known.highestNumber = Math.max(known.highestNumber, event.sequenceNr());
            writer.tell(new JournalProtocol.WriteMessageSuccess(event, write.actorInstanceId()), getSelf());
        }
    }

    private void onReplay(ReplayMessages replay) {
        Events known = of(replay.persistenceId());
        ActorRef reader = replay.persistentActor();
        known.byNumber.tailMap(replay.fromSequenceNr()).values().stream()
                .takeWhile(event -> event.sequenceNr() <= replay.toSequenceNr())
                .limit(replay.max())
                .forEach(event -> reader.tell(new JournalProtocol.ReplayedMessage(event), getSelf()));
        reader.tell(new JournalProtocol.RecoverySuccess(known.highestNumber), getSelf());
    }

    private void onDelete(DeleteMessagesTo delete) {
        of(delete.persistenceId()).byNumber.headMap(delete.toSequenceNr(), true).clear();
        delete.persistentActor().tell(new DeleteMessagesSuccess(delete.toSequenceNr()), getSelf());
    }

    private Events of(String persistenceId) {
        return ids.computeIfAbsent(persistenceId, id -> new Events());
    }
}
