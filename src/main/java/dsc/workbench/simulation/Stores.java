package dsc.workbench.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessages;
import org.apache.pekko.persistence.JournalProtocol.WriteMessages;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import scala.collection.Iterator;

/**
 * The disks of a simulated world. What a node writes is durable a while later; what was not durable when it crashed is
 * lost, or not: the writer cannot know.
 */
final class Stores {

    /** One persistence id's events and snapshots. */
    private static final class Disk {
        private final List<PersistentRepr> events = new ArrayList<>();
        private final List<SelectedSnapshot> snapshots = new ArrayList<>();
        private final List<Pending> pending = new ArrayList<>();
        private long highestSequence;
        private long busyUntilNanos;
    }

    /** Something on its way to the disk, written by {@code host}. */
    private record Pending(Host host, Agenda.Entry due, Runnable effect) {}

    private final Engine engine;
    private final Map<String, Disk> disks = new TreeMap<>();
    private LongSupplier delaysNanos = () -> 0;
    private BooleanSupplier survives = () -> false;
    private ObjIntConsumer<Host> listener = (host, count) -> {};
    private long eventsWritten;

    Stores(Engine engine) {
        this.engine = engine;
    }

    /**
     * Empty disks for another world.
     *
     * @param delaysNanos how long a write takes
     * @param survives whether a write that was under way when its node crashed is durable all the same
     * @param listener is told how many events became durable
     */
    void reset(LongSupplier delaysNanos, BooleanSupplier survives, ObjIntConsumer<Host> listener) {
        disks.clear();
        eventsWritten = 0;
        this.delaysNanos = delaysNanos;
        this.survives = survives;
        this.listener = listener;
    }

    /** How many events became durable in this world. */
    long eventsWritten() {
        return eventsWritten;
    }

    /** A prefix of what {@code host} was writing under each of its ids is durable, if any of it is. */
    void crash(Host host) {
        disks.values().stream()
                .filter(disk ->
                        !disk.pending.isEmpty() && disk.pending.getFirst().host() == host)
                .forEach(this::crash);
    }

    private void crash(Disk disk) {
        boolean durable = true;
        for (Pending pending : disk.pending) {
            pending.due().cancel();
            durable = durable && survives.getAsBoolean();
            if (durable) {
                pending.effect().run();
            }
        }
        disk.pending.clear();
        disk.busyUntilNanos = 0;
    }

    void write(WriteMessages request) {
        Host host = hostOf(request.persistentActor());
        if (host == null || !host.alive) {
            return;
        }
        List<PersistentRepr> events = events(request);
        Disk disk = disk(events.getFirst().persistenceId());
        later(
                host,
                disk,
                () -> {
                    eventsWritten += events.size();
                    disk.events.addAll(events);
                    disk.highestSequence = events.getLast().sequenceNr();
                },
                () -> {
                    listener.accept(host, events.size());
                    ActorRef writer = request.persistentActor();
                    writer.tell(JournalProtocol.WriteMessagesSuccessful$.MODULE$, ActorRef.noSender());
                    for (PersistentRepr event : events) {
                        writer.tell(
                                new JournalProtocol.WriteMessageSuccess(event, request.actorInstanceId()),
                                ActorRef.noSender());
                    }
                });
    }

    private static List<PersistentRepr> events(WriteMessages request) {
        List<PersistentRepr> events = new ArrayList<>();
        Iterator<PersistentEnvelope> envelopes = request.messages().iterator();
        while (envelopes.hasNext()) {
            if (!(envelopes.next() instanceof AtomicWrite write)) {
                throw new UnsupportedOperationException("the simulated journal takes events that are persisted, only");
            }
            Iterator<PersistentRepr> parts = write.payload().iterator();
            while (parts.hasNext()) {
                events.add(parts.next());
            }
        }
        return events;
    }

    void replay(ReplayMessages request) {
        Disk disk = disk(request.persistenceId());
        long left = request.max();
        for (PersistentRepr event : List.copyOf(disk.events)) {
            if (event.sequenceNr() >= request.fromSequenceNr()
                    && event.sequenceNr() <= request.toSequenceNr()
                    && left-- > 0) {
                request.persistentActor().tell(new JournalProtocol.ReplayedMessage(event), ActorRef.noSender());
            }
        }
        request.persistentActor().tell(new JournalProtocol.RecoverySuccess(disk.highestSequence), ActorRef.noSender());
    }

    void deleteEvents(String persistenceId, long toSequence, ActorRef replyTo) {
        disk(persistenceId).events.removeIf(event -> event.sequenceNr() <= toSequence);
        replyTo.tell(new DeleteMessagesSuccess(toSequence), ActorRef.noSender());
    }

    void saveSnapshot(SnapshotMetadata metadata, Object snapshot, ActorRef replyTo, Object success) {
        Host host = hostOf(replyTo);
        if (host == null || !host.alive) {
            return;
        }
        Disk disk = disk(metadata.persistenceId());
        later(
                host,
                disk,
                () -> {
                    disk.snapshots.removeIf(other -> other.metadata().sequenceNr() == metadata.sequenceNr());
                    disk.snapshots.add(new SelectedSnapshot(metadata, snapshot));
                },
                () -> replyTo.tell(success, ActorRef.noSender()));
    }

    SelectedSnapshot latestSnapshot(String persistenceId, SnapshotSelectionCriteria criteria) {
        SelectedSnapshot latest = null;
        for (SelectedSnapshot snapshot : disk(persistenceId).snapshots) {
            boolean later = latest == null
                    || snapshot.metadata().sequenceNr() > latest.metadata().sequenceNr();
            if (later && criteria.matches(snapshot.metadata())) {
                latest = snapshot;
            }
        }
        return latest;
    }

    void deleteSnapshots(String persistenceId, SnapshotSelectionCriteria criteria) {
        disk(persistenceId).snapshots.removeIf(snapshot -> criteria.matches(snapshot.metadata()));
    }

    /** One thing after the other reaches a disk. */
    private void later(Host host, Disk disk, Runnable effect, Runnable answer) {
        disk.busyUntilNanos = Math.max(disk.busyUntilNanos, engine.agenda.nowNanos()) + delaysNanos.getAsLong();
        Agenda.Entry due = engine.agenda.at(disk.busyUntilNanos, () -> {
            disk.pending.removeFirst();
            effect.run();
            answer.run();
        });
        disk.pending.add(new Pending(host, due, effect));
    }

    private Disk disk(String persistenceId) {
        return disks.computeIfAbsent(persistenceId, id -> new Disk());
    }

    private Host hostOf(ActorRef actor) {
        var elements = actor.path().elements().iterator();
        while (elements.hasNext()) {
            Host host = engine.hosts.get(elements.next());
            if (host != null) {
                return host;
            }
        }
        return null;
    }
}
