package dsc.workbench.links;

import java.nio.ByteBuffer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.remote.artery.RemoteInstrument;

/**
 * What {@code pekko.remote.artery.advanced.instruments} names: Artery makes it before it listens, and again for every
 * connection. It puts {@link OutgoingCuts} in place, and counts {@link SentTraffic}.
 */
public final class LinkInstrument extends RemoteInstrument {

    /** Unique over all instruments; 1 to 7 are Pekko's. */
    private static final byte IDENTIFIER = 17;

    private final SentTraffic traffic;

    /** Called by Artery. */
    public LinkInstrument(ExtendedActorSystem system) {
        OutgoingCuts.install(system);
        traffic = SentTraffic.of(system);
    }

    @Override
    public byte identifier() {
        return IDENTIFIER;
    }

    @Override
    public void remoteWriteMetadata(ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {}

    @Override
    public void remoteMessageSent(ActorRef recipient, Object message, ActorRef sender, int size, long nanos) {
        traffic.sent(recipient, message, size);
    }

    @Override
    public void remoteReadMetadata(ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {}

    @Override
    public void remoteMessageReceived(ActorRef recipient, Object message, ActorRef sender, int size, long nanos) {}
}
