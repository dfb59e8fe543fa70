package dsc.workbench.multijvm;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.artery.ArteryTransport;
import org.apache.pekko.remote.artery.TestState;
import scala.collection.immutable.Map;
import scala.collection.immutable.Set;
import scala.collection.immutable.Set$;

/**
 * Loses what this node sends to others while what they send arrives. Pekko's test conductor cannot: whatever direction
 * it is given, Artery's outgoing and incoming test stage ask for the same pair of addresses, so both are cut. Here the
 * set of addresses that they look into says yes to the outgoing stage alone. The one class that reaches into Artery's
 * internals (Pekko 1.7).
 */
final class OneWayCuts {

    private static final String OUTGOING_STAGE = "org.apache.pekko.remote.artery.OutboundTestStage";

    /**
     * The stage calls the test state, and that this set: the stage is among the first frames, those of the proxy
     * included.
     */
    private static final int FRAMES_MAX = 20;

    private final Address self;
    private final AtomicReference<TestState> state;

    OneWayCuts(ActorSystem system) {
        ArteryTransport transport =
                (ArteryTransport) ((RemoteActorRefProvider) ((ExtendedActorSystem) system).provider()).transport();
        this.self = transport.localAddress().address();
        this.state = stateOf(transport);
    }

    @SuppressWarnings("unchecked")
    private static AtomicReference<TestState> stateOf(ArteryTransport transport) {
        try {
            Field shared = ArteryTransport.class.getDeclaredField("testState");
            shared.setAccessible(true);
            Object testState = shared.get(transport);
            Field reference = testState.getClass().getDeclaredField("state");
            reference.setAccessible(true);
            return (AtomicReference<TestState>) reference.get(testState);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("this Pekko's Artery keeps its test state elsewhere", changed);
        }
    }

    /** From now on what this node sends to {@code addresses} is lost, and to nobody else. */
    void cutTowards(java.util.Set<Address> addresses) {
        state.updateAndGet(before -> {
            Map<Address, Set<Address>> cuts = before.blackholes();
            Set<Address> now = cuts.getOrElse(self, () -> Set$.MODULE$.<Address>empty());
            Set<Address> bothWays =
                    Proxy.isProxyClass(now.getClass()) ? ((Cuts) Proxy.getInvocationHandler(now)).bothWays : now;
            @SuppressWarnings("unchecked") // Java sees Scala's updated without its types
            Map<Address, Set<Address>> after = (Map<Address, Set<Address>>)
                    cuts.updated(self, new Cuts(bothWays, java.util.Set.copyOf(addresses)).asSet());
            return new TestState(after, before.failInboundStream());
        });
    }

    /** A Scala set of the addresses from which this node is cut off, both ways and one way. */
    private record Cuts(Set<Address> bothWays, java.util.Set<Address> outgoing) implements InvocationHandler {

        @SuppressWarnings("unchecked")
        Set<Address> asSet() {
            return (Set<Address>) Proxy.newProxyInstance(Cuts.class.getClassLoader(), new Class<?>[] {Set.class}, this);
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object answer;
            try {
                answer = method.invoke(bothWays, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            return switch (method.getName()) {
                case "apply", "contains" ->
                    (Boolean) answer || outgoing.contains((Address) arguments[0]) && outgoingStageAsks();
                // The conductor adds and removes the cuts of both ways.
                case "$plus", "$minus", "incl", "excl" -> new Cuts(changed(answer), outgoing).asSet();
                default -> answer;
            };
        }

        @SuppressWarnings("unchecked")
        private static Set<Address> changed(Object set) {
            return (Set<Address>) set;
        }

        private static boolean outgoingStageAsks() {
            return StackWalker.getInstance()
                    .walk(frames -> frames.limit(FRAMES_MAX)
                            .anyMatch(frame -> frame.getClassName().startsWith(OUTGOING_STAGE)));
        }
    }
}
