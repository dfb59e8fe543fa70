package dsc.workbench.links;

import java.lang.reflect.Field;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.artery.ArteryTransport;
import org.apache.pekko.remote.artery.SharedTestState;

/**
 * Loses whatever this node sends to others, cluster heartbeats included, while what they send arrives; where both ends
 * of a link do so, nothing passes. Pekko's own test mode cannot: whatever direction it is given, Artery's outgoing and
 * incoming test stage ask for the same pair of addresses, so both are cut. Here what they ask says yes to the outgoing
 * stage alone.
 *
 * <p>A stage keeps what it was made with, and others may connect to a node the moment it listens. So it is put in place
 * before that, by {@link LinkInstrument}. The one class that reaches into Artery's internals (Pekko 1.7).
 */
public final class OutgoingCuts extends SharedTestState {

    private static final String OUTGOING_STAGE = "org.apache.pekko.remote.artery.OutboundTestStage";

    /** The caller is in the next frame, give or take a bridge. */
    private static final int FRAMES_MAX = 5;

    private volatile Set<Address> outgoing = Set.of();

    private OutgoingCuts() {}

    /**
     * Those of a node.
     *
     * @throws IllegalStateException when its configuration leaves them out
     */
    public static OutgoingCuts of(ActorSystem system) {
        ArteryTransport transport = transport(system);
        try {
            if (testState().get(transport) instanceof OutgoingCuts cuts
                    && system.settings().config().getBoolean("pekko.remote.artery.advanced.test-mode")) {
                return cuts;
            }
        } catch (ReflectiveOperationException changed) {
            throw changed(changed);
        }
        throw new IllegalStateException("links cannot be cut: pekko.remote.artery.advanced needs test-mode = on and"
                + " instruments = [" + LinkInstrument.class.getName() + "], as conf/cluster.conf has them");
    }

    /** Puts them in place, once. */
    static synchronized void install(ActorSystem system) {
        ArteryTransport transport = transport(system);
        try {
            Field testState = testState();
            if (!(testState.get(transport) instanceof OutgoingCuts)) {
                testState.set(transport, new OutgoingCuts());
            }
        } catch (ReflectiveOperationException changed) {
            throw changed(changed);
        }
    }

    private static ArteryTransport transport(ActorSystem system) {
        return (ArteryTransport) ((RemoteActorRefProvider) ((ExtendedActorSystem) system).provider()).transport();
    }

    private static Field testState() throws ReflectiveOperationException {
        Field testState = ArteryTransport.class.getDeclaredField("testState");
        testState.setAccessible(true);
        return testState;
    }

    private static IllegalStateException changed(ReflectiveOperationException cause) {
        return new IllegalStateException("this Pekko's Artery keeps its test state elsewhere", cause);
    }

    /** From now on what this node sends to {@code addresses} is lost, and to nobody else. */
    public void cutTowards(Set<Address> addresses) {
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
