package dsc.workbench.simulation;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What is sent to nodes of a simulated world and by them: messages of protocols, clients' calls, and the answers to
 * these. It takes them to the {@link Network}, and from there to the actors.
 *
 * @param <M> the protocol's messages
 */
final class PeerNetwork<M> {

    private final Engine engine;
    private final Probes probes;
    private final Operations<M> operations;
    private final WorldSpec spec;
    private final Network network;
    private final Trace trace;
    private final List<NodeId> nodes;
    private final IntFunction<Host> hosts;
    private final Codec codec;

    /** @param hosts finds the latest start of the node at a place, or null before the first */
    PeerNetwork(
            Engine engine,
            Probes probes,
            Operations<M> operations,
            WorldSpec spec,
            Network network,
            Trace trace,
            Codec codec,
            IntFunction<Host> hosts) {
        this.engine = engine;
        this.probes = probes;
        this.operations = operations;
        this.spec = spec;
        this.network = network;
        this.trace = trace;
        this.nodes = spec.nodeIds();
        this.hosts = hosts;
        this.codec = codec;
    }

    private int place(NodeId node) {
        return nodes.indexOf(node);
    }

    /** What {@code host} knows of its peers. */
    Peers<M> peers(Host host) {
        List<NodeId> others =
                nodes.stream().filter(other -> !other.equals(host.node)).toList();
        return new Peers<>() {
            @Override
            public List<NodeId> others() {
                return others;
            }

            @Override
            public void tell(NodeId to, M message) {
                if (!others.contains(to)) {
                    throw new IllegalArgumentException("no peer is named " + to + "; known: " + others);
                }
                if (host.alive && !engine.isForeign()) {
                    send(host, place(to), message);
                }
            }
        };
    }

    private void send(Host host, int to, M message) {
        if (!codec.isUsed()) {
            network.send(host.place, to, new ToPeer(host, to, message));
        } else {
            Codec.Copy<M> copy = codec.copy(message);
            ToPeer arriving = new ToPeer(host, to, copy.value());
            if (copy.bytes() > codec.frameBytesMax()) {
                // As Artery does with a message that fits no frame.
                network.lose(host.place, to, arriving, -1, copy.bytes() + " bytes, more than a frame holds");
            } else {
                network.send(host.place, to, arriving);
            }
        }
        host.onSent();
    }

    /** A message from one node's protocol to another's. */
    private final class ToPeer implements Network.Message {
        private final Host sender;
        private final int to;
        private final M message;

        ToPeer(Host sender, int to, M message) {
            this.sender = sender;
            this.to = to;
            this.message = message;
        }

        @Override
        public String type() {
            return message.getClass().getSimpleName();
        }

        @Override
        public String text() {
            return TraceFormat.of(message);
        }

        @Override
        public long contents() {
            return ContentHash.of(message);
        }

        @Override
        public Host sender() {
            return sender;
        }

        @Override
        public void arrive(long number) {
            Host host = hosts.apply(to);
            if (isUp(host)) {
                deliver(host, message, number, sender.place);
            } else {
                network.lose(sender.place, to, this, number, nodes.get(to) + " is down");
            }
        }
    }

    private static boolean isUp(Host host) {
        return host != null && host.isUp() && host.protocol != null;
    }

    private void deliver(Host host, M message, long number, int from) {
        engine.delivering = number << 8 | from;
        try {
            host.protocol.tell(message);
        } finally {
            engine.delivering = -1;
        }
    }

    /** A client's call, and the node's answer. */
    void ask(Client client, Client.Attempt attempt, NodeId node, Call call) {
        int to = place(node);
        network.send(client.place, to, new Network.Message() {
            @Override
            public String type() {
                return call.function();
            }

            @Override
            public String text() {
                return TraceFormat.ofCall(call);
            }

            @Override
            public long contents() {
                return ContentHash.of(call);
            }

            @Override
            public Host sender() {
                return null;
            }

            @Override
            public boolean mayComeTwice() {
                return client.mayRepeat();
            }

            @Override
            public void arrive(long number) {
                Host host = hosts.apply(to);
                if (!isUp(host)) {
                    network.lose(client.place, to, this, number, node + " is down");
                    engine.agenda.after(spec.conditions().network().minNanos(), attempt::onUnreachable);
                    return;
                }
                attempt.delivered = true;
                ActorRef<Reply> replyTo = probes.probe(reply -> answer(host, client, attempt, call, reply));
                deliver(host, operations.message(call, replyTo), number, client.place);
            }
        });
    }

    private void answer(Host host, Client client, Client.Attempt attempt, Call call, Reply reply) {
        if (!host.alive || attempt.answered || engine.isForeign()) {
            return;
        }
        attempt.answered = true;
        host.answers.add(Map.entry(call, reply));
        network.send(host.place, client.place, new Network.Message() {
            @Override
            public String type() {
                return reply.getClass().getSimpleName();
            }

            @Override
            public String text() {
                return TraceFormat.of(reply);
            }

            @Override
            public long contents() {
                return ContentHash.of(reply);
            }

            @Override
            public Host sender() {
                return host;
            }

            @Override
            public void arrive(long number) {
                trace.add(now(), Step.Kind.RECEIVE, client.place, host.place, type(), number, this::text);
                attempt.onReply(reply);
            }
        });
        host.onSent();
    }

    /** A client that waits for an answer of a node that crashes is told that the connection broke. */
    void breakConnection(Client client, NodeId node) {
        Client.Attempt attempt = client.attempt();
        if (attempt != null && attempt.node.equals(node) && attempt.delivered && !attempt.answered) {
            engine.agenda.after(spec.conditions().network().minNanos(), attempt::onNoAnswer);
        }
    }

    /** Asks a node what the network and its faults have no part in; a node that is down does not answer. */
    void question(NodeId node, Call call, Consumer<Reply> onReply) {
        Host host = hosts.apply(place(node));
        if (isUp(host)) {
            ActorRef<Reply> replyTo = probes.probe(onReply::accept);
            host.protocol.tell(operations.message(call, replyTo));
        }
    }

    /** Makes a call at once, and does not wait for the answer. */
    void order(NodeId node, Call call) {
        Host host = hosts.apply(place(node));
        ActorRef<Reply> nobody = probes.probe(reply -> {});
        try {
            host.protocol.tell(operations.message(call, nobody));
        } catch (IllegalArgumentException refused) {
            // A protocol that has no such call, as a client on a live cluster is told.
            trace.add(now(), Step.Kind.LOSE, host.place, -1, call.function(), -1, refused::getMessage);
        }
    }

    private long now() {
        return engine.agenda.nowNanos();
    }
}
