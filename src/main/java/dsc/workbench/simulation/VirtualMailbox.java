package dsc.workbench.simulation;

import com.typesafe.config.Config;
import java.util.ArrayDeque;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.apache.pekko.dispatch.ProducesMessageQueue;
import org.apache.pekko.dispatch.UnboundedMessageQueueSemantics;
import scala.Option;

/** Mailboxes of a simulated system: first in, first out, except that a look at the actor's state goes first. */
public final class VirtualMailbox implements MailboxType, ProducesMessageQueue<VirtualMailbox.Queue> {

    private final Engine engine;

    /** As Pekko calls it. */
    public VirtualMailbox(ActorSystem.Settings settings, Config config) {
        this.engine = Engine.numbered(settings.config().getLong(Engine.NUMBER));
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return new Queue(engine, owner.isDefined() ? owner.get() : null);
    }

    /** Only the engine's thread touches it once the system has started. */
    static final class Queue implements MessageQueue, UnboundedMessageQueueSemantics {
        private final Engine engine;
        final Host host;

        /** Whether it is the mailbox of the node's protocol itself, whose state can be looked at. */
        final boolean ofProtocol;

        private final ArrayDeque<Envelope> envelopes = new ArrayDeque<>();
        private final ArrayDeque<Long> numbers = new ArrayDeque<>();
        private Envelope look;

        /** Whether a message other than a look was taken since this was last set to false. */
        boolean handled;

        Queue(Engine engine, ActorRef owner) {
            this.engine = engine;
            Host found = null;
            int below = -1;
            if (owner != null && !engine.hosts.isEmpty()) {
                var elements = owner.path().elements().iterator();
                while (elements.hasNext()) {
                    String element = elements.next();
                    below = found == null ? -1 : below + 1;
                    found = found == null ? engine.hosts.get(element) : found;
                }
            }
            this.host = found;
            this.ofProtocol = found != null && below == 0;
        }

        @Override
        public synchronized void enqueue(ActorRef receiver, Envelope envelope) {
            engine.isForeign();
            if (engine.looking) {
                look = envelope;
                return;
            }
            envelopes.add(envelope);
            if (ofProtocol) {
                numbers.add(engine.delivering);
            }
        }

        @Override
        public synchronized Envelope dequeue() {
            if (look != null) {
                Envelope taken = look;
                look = null;
                return taken;
            }
            Envelope taken = envelopes.poll();
            if (taken != null && ofProtocol) {
                handled = true;
                engine.handling = taken.message();
                host.onHandling(taken.message(), numbers.poll());
            }
            return taken;
        }

        @Override
        public synchronized int numberOfMessages() {
            return envelopes.size() + (look == null ? 0 : 1);
        }

        @Override
        public synchronized boolean hasMessages() {
            return look != null || !envelopes.isEmpty();
        }

        @Override
        public synchronized void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            look = null;
            envelopes.clear();
            numbers.clear();
        }
    }
}
