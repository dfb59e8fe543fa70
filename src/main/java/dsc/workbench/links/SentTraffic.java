package dsc.workbench.links;

import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelectionMessage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * How much this node has sent to others since its start, as Artery serialized it: a protocol's messages, and those of
 * the modules of Pekko that it uses. The membership's gossip and heartbeats do not count, nor do Artery's own and the
 * receptionist's, which are the same whatever runs; what a cut link lost was not sent.
 */
public final class SentTraffic implements Extension {

    private static final Id ID = new Id();

    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** A message that carries another, and says whether that is one of a protocol. */
    public interface Carrier {
        boolean carriesProtocol();
    }

    private static final class Id extends AbstractExtensionId<SentTraffic> {
        @Override
        public SentTraffic createExtension(ExtendedActorSystem system) {
            return new SentTraffic();
        }
    }

    /** Whether a class is one of the membership or of Artery. */
    private static final ClassValue<Boolean> OVERHEAD = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            String of = type.getPackageName();
            return of.equals("org.apache.pekko.cluster") || of.startsWith("org.apache.pekko.remote");
        }
    };

    private SentTraffic() {}

    public static SentTraffic of(ActorSystem system) {
        return ID.get(system);
    }

    void sent(ActorRef recipient, Object message, int size) {
        Object carried = message instanceof ActorSelectionMessage selection ? selection.msg() : message;
        boolean counts = carried instanceof Carrier carrier
                ? carrier.carriesProtocol()
                : !OVERHEAD.get(carried.getClass()) && !isReceptionist(recipient);
        if (counts) {
            messages.increment();
            bytes.add(size);
        }
    }

    private static boolean isReceptionist(ActorRef recipient) {
        return recipient != null && recipient.path().toStringWithoutAddress().startsWith("/system/clusterReceptionist");
    }

    public long messages() {
        return messages.sum();
    }

    /** With Artery's header of each message. */
    public long bytes() {
        return bytes.sum();
    }
}
