package dsc.workbench.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import scala.concurrent.Future;

/** Keeps snapshots in memory, as Pekko's in-memory journal keeps events: they are gone when the process is. */
final class MemorySnapshotStore extends SnapshotStore {

    private final Map<String, List<SelectedSnapshot>> snapshots = new ConcurrentHashMap<>();

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return Futures.successful(of(persistenceId).stream()
                .filter(snapshot -> criteria.matches(snapshot.metadata()))
                .max(Comparator.comparingLong(snapshot -> snapshot.metadata().sequenceNr())));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        List<SelectedSnapshot> own = of(metadata.persistenceId());
        own.removeIf(older -> older.metadata().sequenceNr() == metadata.sequenceNr());
        own.add(SelectedSnapshot.create(metadata, snapshot));
        return Futures.successful(null);
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        of(metadata.persistenceId()).removeIf(snapshot -> snapshot.metadata().sequenceNr() == metadata.sequenceNr());
        return Futures.successful(null);
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        of(persistenceId).removeIf(snapshot -> criteria.matches(snapshot.metadata()));
        return Futures.successful(null);
    }

    private List<SelectedSnapshot> of(String persistenceId) {
        return snapshots.computeIfAbsent(persistenceId, id -> new CopyOnWriteArrayList<>());
    }
}
