package dsc.workbench.simulation;

import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshots;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshotFailed;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshotResult;
import org.apache.pekko.persistence.SnapshotProtocol.SaveSnapshot;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import scala.Option;

/** Pekko Persistence's snapshot store, on the simulated disks. */
public final class VirtualSnapshotStore extends UntypedAbstractActor {

    private final Engine engine =
            Engine.numbered(getContext().getSystem().settings().config().getLong(Engine.NUMBER));

    @Override
    public void onReceive(Object message) {
        switch (message) {
            case LoadSnapshot load -> getSender().tell(load(load), getSelf());
            case SaveSnapshot save -> save(save);
            case DeleteSnapshot delete -> {
                SnapshotMetadata which = delete.metadata();
                engine.stores.deleteSnapshots(
                        which.persistenceId(),
                        SnapshotSelectionCriteria.create(
                                which.sequenceNr(), Long.MAX_VALUE, which.sequenceNr(), Long.MIN_VALUE));
                getSender().tell(new DeleteSnapshotSuccess(which), getSelf());
            }
            case DeleteSnapshots delete -> {
                engine.stores.deleteSnapshots(delete.persistenceId(), delete.criteria());
                getSender().tell(new DeleteSnapshotsSuccess(delete.criteria()), getSelf());
            }
            default -> unhandled(message);
        }
    }

    private void save(SaveSnapshot save) {
        SnapshotMetadata metadata = new SnapshotMetadata(
                save.metadata().persistenceId(),
                save.metadata().sequenceNr(),
                engine.agenda.nowNanos() / 1_000_000,
                save.metadata().metadata());
        engine.stores.saveSnapshot(metadata, save.snapshot(), getSender());
    }

    private Object load(LoadSnapshot load) {
        return engine.stores.isSnapshotUnreadable(getSender())
                ? new LoadSnapshotFailed(StorageFaults.cause())
                : new LoadSnapshotResult(
                        Option.apply(engine.stores.latestSnapshot(
                                load.persistenceId(), load.criteria().limit(load.toSequenceNr()), getSender())),
                        load.toSequenceNr());
    }
}
