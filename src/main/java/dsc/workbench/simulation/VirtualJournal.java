package dsc.workbench.simulation;

import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.persistence.JournalProtocol.DeleteMessagesTo;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessages;
import org.apache.pekko.persistence.JournalProtocol.WriteMessages;

/** Pekko Persistence's journal, on the simulated disks. */
public final class VirtualJournal extends UntypedAbstractActor {

    private final Stores stores =
            Engine.numbered(getContext().getSystem().settings().config().getLong(Engine.NUMBER)).stores;

    @Override
    public void onReceive(Object message) {
        switch (message) {
            case WriteMessages write -> stores.write(write);
            case ReplayMessages replay -> stores.replay(replay);
            case DeleteMessagesTo delete ->
                stores.deleteEvents(delete.persistenceId(), delete.toSequenceNr(), delete.persistentActor());
            default -> unhandled(message);
        }
    }
}
