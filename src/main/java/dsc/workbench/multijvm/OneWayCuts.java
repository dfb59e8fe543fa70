package dsc.workbench.multijvm;

import java.lang.reflect.Field;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.artery.ArteryTransport;
import org.apache.pekko.remote.artery.SharedTestState;

/**
 * Loses what this node sends to others while what they send arrives. Pekko's test conductor cannot: whatever direction
 * it is given, Artery's outgoing and incoming test stage ask for the same pair of addresses, so both are cut. Here what
 * they ask says yes to the outgoing stage alone. It has to be there before the first message is sent, since a stage
 * keeps what it was made with. The one class that reaches into Artery's internals (Pekko 1.7).
 */
final class OneWayCuts extends SharedTestState {

    private static final String OUTGOING_STAGE = "org.apache.pekko.remote.artery.OutboundTestStage";

    /** Who asks is the next frame, give or take a bridge. */
    private static final int FRAMES_MAX = 5;

    private volatile Set<Address> outgoing = Set.of();

    OneWayCuts(ActorSystem system) {
        ArteryTransport transport =
                (ArteryTransport) ((RemoteActorRefProvider) ((ExtendedActorSystem) system).provider()).transport();
        try {
            Field testState = ArteryTransport.class.getDeclaredField("testState");
            testState.setAccessible(true);
            Field cutsOfBothWays = SharedTestState.class.getDeclaredField("state");
            cutsOfBothWays.setAccessible(true);
            // The incoming stage is there already, and goes on asking the one from before.
            cutsOfBothWays.set(this, cutsOfBothWays.get(testState.get(transport)));
            testState.set(transport, this);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("this Pekko's Artery keeps its test state elsewhere", changed);
        }
    }

    /** From now on what this node sends to {@code addresses} is lost, and to nobody else. */
    void cutTowards(Set<Address> addresses) {
        outgoing = Set.copyOf(addresses);
    }

    @Override
    public boolean isBlackhole(Address self, Address other) {
        return super.isBlackhole(self, other) || outgoing.contains(other) && outgoingStageAsks();
    }

    private static boolean outgoingStageAsks() {
        return StackWalker.getInstance()
                .walk(frames -> frames.limit(FRAMES_MAX)
                        .anyMatch(frame -> frame.getClassName().startsWith(OUTGOING_STAGE)));
    }
}
