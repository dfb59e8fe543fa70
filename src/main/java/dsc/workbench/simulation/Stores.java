package dsc.workbench.simulation;

import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesFailure;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessages;
import org.apache.pekko.persistence.JournalProtocol.WriteMessages;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
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

        /** Whose it is: who wrote first. */
        private int place = -1;
    }

    /** Something on its way to the disk, written by {@code host}. */
    private record Pending(Host host, Agenda.Entry due, Runnable effect) {}

    private final Engine engine;
    private final Map<String, Disk> disks = new TreeMap<>();
    private StorageFaults faults;
    private Codec codec;
    private StateWatch<?> watch;
    private long eventsWritten;

    Stores(Engine engine) {
        this.engine = engine;
    }

    /** Empty disks for another world. */
    void reset(WorldSpec spec, Codec codec, StateWatch<?> watch) {
        disks.clear();
        eventsWritten = 0;
        this.faults = new StorageFaults(spec, engine.agenda);
        this.codec = codec;
        this.watch = watch;
    }

    /** Nothing is left of what the node at that place stored. */
    void lose(int place) {
        disks.values().removeIf(disk -> disk.place == place);
    }

    /** How many events became durable in this world. */
    long eventsWritten() {
        return eventsWritten;
    }

    /** A prefix of what {@code host} was writing under each of its ids is durable, if any of it is. */
    void crash(Host host) {
        disks.values().forEach(disk -> crash(disk, host));
    }

    private void crash(Disk disk, Host host) {
        List<Pending> lost =
                disk.pending.stream().filter(pending -> pending.host() == host).toList();
        boolean durable = true;
        for (Pending pending : lost) {
            pending.due().cancel();
            durable = durable && faults.survivesCrash(host);
            if (durable) {
                pending.effect().run();
            }
        }
        disk.pending.removeAll(lost);
        if (!lost.isEmpty() && disk.pending.isEmpty()) {
            disk.busyUntilNanos = 0;
        }
    }

    void write(WriteMessages request) {
        Host host = hostOf(request.persistentActor());
        if (host == null || !host.alive) {
            return;
        }
        List<PersistentRepr> events = events(request);
        Disk disk = disk(events.getFirst().persistenceId(), host);
        StorageFaults.Fate fate = faults.fate(host);
        boolean durable = fate == StorageFaults.Fate.DONE || fate == StorageFaults.Fate.UNCONFIRMED;
        List<PersistentRepr> written =
                events.stream().map(event -> copy(event, host)).toList();
        Runnable effect = () -> {
            eventsWritten += written.size();
            written.forEach(event -> watch.onContents(ContentHash.of(event.payload())));
            disk.events.addAll(written);
            disk.highestSequence = events.getLast().sequenceNr();
        };
        later(host, disk, durable ? effect : () -> {}, () -> answer(host, request, events, fate));
    }

    private PersistentRepr copy(PersistentRepr event, Host host) {
        return codec.isUsed() ? event.withPayload(copy(event.payload(), host)) : event;
    }

    /** What is written, and what is read, share nothing with what an actor has. */
    private Object copy(Object value, Host host) {
        if (!codec.isUsed()) {
            return value;
        }
        try {
            return codec.copy(value).value();
        } catch (IllegalArgumentException uncodable) {
            watch.onActorStopped(host, uncodable);
            return value;
        }
    }

    private void answer(Host host, WriteMessages request, List<PersistentRepr> events, StorageFaults.Fate fate) {
        String count = events.size() == 1 ? "1 event" : events.size() + " events";
        watch.onStored(
                host,
                switch (fate) {
                    case DONE -> count;
                    case UNCONFIRMED -> count + ", durable, reported as failed";
                    case FAILED -> count + ", failed";
                    case REJECTED -> count + ", rejected";
                });
        ActorRef writer = request.persistentActor();
        boolean failed = fate == StorageFaults.Fate.UNCONFIRMED || fate == StorageFaults.Fate.FAILED;
        tell(
                writer,
                failed
                        ? new JournalProtocol.WriteMessagesFailed(StorageFaults.cause(), events.size())
                        : JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        int instance = request.actorInstanceId();
        for (PersistentRepr event : events) {
            tell(
                    writer,
                    switch (fate) {
                        case DONE -> new JournalProtocol.WriteMessageSuccess(event, instance);
                        case UNCONFIRMED, FAILED ->
                            new JournalProtocol.WriteMessageFailure(event, StorageFaults.cause(), instance);
                        case REJECTED ->
                            new JournalProtocol.WriteMessageRejected(event, StorageFaults.cause(), instance);
                    });
        }
    }

    private static void tell(ActorRef actor, Object message) {
        actor.tell(message, ActorRef.noSender());
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
        ActorRef reader = request.persistentActor();
        Host host = hostOf(reader);
        if (host == null || !host.alive) {
            return;
        }
        Runnable answer = faults.isReadFailing(host)
                ? () -> tell(reader, new JournalProtocol.ReplayMessagesFailure(StorageFaults.cause()))
                : () -> replayNow(request, host);
        long nanos = faults.recoveryNanos(host);
        if (nanos == 0) {
            answer.run();
        } else {
            engine.agenda.after(nanos, () -> {
                if (host.alive) {
                    answer.run();
                }
            });
        }
    }

    private void replayNow(ReplayMessages request, Host host) {
        Disk disk = disk(request.persistenceId());
        long left = request.max();
        for (PersistentRepr event : List.copyOf(disk.events)) {
            if (event.sequenceNr() >= request.fromSequenceNr()
                    && event.sequenceNr() <= request.toSequenceNr()
                    && left-- > 0) {
                tell(request.persistentActor(), new JournalProtocol.ReplayedMessage(copy(event, host)));
            }
        }
        tell(request.persistentActor(), new JournalProtocol.RecoverySuccess(disk.highestSequence));
    }

    void deleteEvents(String persistenceId, long toSequence, ActorRef replyTo) {
        Host host = hostOf(replyTo);
        if (host == null || !host.alive) {
            return;
        }
        if (host.givenUp || faults.isSnapshotFailing(host)) {
            tell(replyTo, new DeleteMessagesFailure(StorageFaults.cause(), toSequence));
            return;
        }
        disk(persistenceId).events.removeIf(event -> event.sequenceNr() <= toSequence);
        tell(replyTo, new DeleteMessagesSuccess(toSequence));
    }

    /** A node that cannot read its snapshot starts again after a while. */
    boolean isSnapshotUnreadable(ActorRef reader) {
        Host host = hostOf(reader);
        return host != null && faults.isReadFailing(host);
    }

    void saveSnapshot(SnapshotMetadata metadata, Object snapshot, ActorRef replyTo) {
        Host host = hostOf(replyTo);
        if (host == null || !host.alive) {
            return;
        }
        Disk disk = disk(metadata.persistenceId(), host);
        boolean fails = host.givenUp || faults.isSnapshotFailing(host);
        Object kept = copy(snapshot, host);
        Runnable effect = () -> {
            disk.snapshots.removeIf(other -> other.metadata().sequenceNr() == metadata.sequenceNr());
            disk.snapshots.add(new SelectedSnapshot(metadata, kept));
        };
        later(
                host,
                disk,
                fails ? () -> {} : effect,
                () -> tell(
                        replyTo,
                        fails
                                ? new SaveSnapshotFailure(metadata, StorageFaults.cause())
                                : new SaveSnapshotSuccess(metadata)));
    }

    SelectedSnapshot latestSnapshot(String persistenceId, SnapshotSelectionCriteria criteria, ActorRef reader) {
        SelectedSnapshot latest = null;
        for (SelectedSnapshot snapshot : disk(persistenceId).snapshots) {
            boolean later = latest == null
                    || snapshot.metadata().sequenceNr() > latest.metadata().sequenceNr();
            if (later && criteria.matches(snapshot.metadata())) {
                latest = snapshot;
            }
        }
        Host host = hostOf(reader);
        return latest == null || host == null
                ? latest
                : new SelectedSnapshot(latest.metadata(), copy(latest.snapshot(), host));
    }

    void deleteSnapshots(String persistenceId, SnapshotSelectionCriteria criteria) {
        disk(persistenceId).snapshots.removeIf(snapshot -> criteria.matches(snapshot.metadata()));
    }

    /** One thing after the other reaches a disk. */
    private void later(Host host, Disk disk, Runnable effect, Runnable answer) {
        long freeNanos = faults.isDiskShared()
                ? disks.values().stream()
                        .filter(other -> other.place == disk.place)
                        .mapToLong(other -> other.busyUntilNanos)
                        .max()
                        .orElse(0)
                : disk.busyUntilNanos;
        disk.busyUntilNanos = Math.max(freeNanos, engine.agenda.nowNanos()) + faults.delayNanos(host);
        Agenda.Entry due = engine.agenda.at(disk.busyUntilNanos, () -> {
            disk.pending.removeIf(pending -> pending.due().isOver());
            effect.run();
            answer.run();
        });
        disk.pending.add(new Pending(host, due, effect));
    }

    private Disk disk(String persistenceId) {
        return disks.computeIfAbsent(persistenceId, id -> new Disk());
    }

    private Disk disk(String persistenceId, Host writer) {
        Disk disk = disk(persistenceId);
        disk.place = disk.place < 0 ? writer.place : disk.place;
        return disk;
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
