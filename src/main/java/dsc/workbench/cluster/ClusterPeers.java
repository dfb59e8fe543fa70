package dsc.workbench.cluster;

import dsc.workbench.faults.LinkFault;
import dsc.workbench.faults.LinkReport;
import dsc.workbench.links.OutgoingCuts;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The peers of a live node, each at a fixed address whatever the membership says of it, and the faults on the links to
 * them. It begins with those of its settings and learns of more later. Loss, duplication and delay happen here, and so
 * concern the protocol's messages alone; cuts are Artery's (see {@link OutgoingCuts}), and concern the membership's and
 * those of Pekko's modules as well.
 *
 * @param <M> the protocol's messages
 */
final class ClusterPeers<M> implements Peers<M> {

    /** The name of the actor that receives, under {@code /user}. */
    static final String GATEWAY = "peers";

    private static final int PEERS_MAX = 64;

    private final ActorSystem<?> system;
    private final NodeSettings settings;
    private final Consumer<Set<Address>> cuts;
    private final long incarnation;
    private final ConcurrentNavigableMap<NodeId, Link> links = new ConcurrentSkipListMap<>();
    private final RandomGenerator random;

    /** One peer: where it is, what is wrong with the way there, and what was counted. */
    private static final class Link {
        private final NodeSettings.Ports ports;
        private final ActorRef<Envelope> gateway;
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();
        private final AtomicLong duplicated = new AtomicLong();
        private final AtomicLong delayed = new AtomicLong();
        private volatile LinkFault fault = LinkFault.NONE;
        private long peerIncarnation;
        private long received;

        Link(NodeSettings.Ports ports, ActorRef<Envelope> gateway) {
            this.ports = ports;
            this.gateway = gateway;
        }

        /** Messages may overtake each other, so the highest number counts. */
        synchronized void arrived(Envelope envelope) {
            received = envelope.incarnation() == peerIncarnation
                    ? Math.max(received, envelope.number())
                    : envelope.number();
            peerIncarnation = envelope.incarnation();
        }

        synchronized LinkReport report(long incarnation) {
            return new LinkReport(
                    incarnation, sent.get(), lost.get(), duplicated.get(), delayed.get(), peerIncarnation, received);
        }
    }

    ClusterPeers(ActorSystem<?> system, NodeSettings settings, Consumer<Set<Address>> cuts, RandomGenerator random) {
        this.system = system;
        this.settings = settings;
        this.random = random;
        this.cuts = cuts;
        this.incarnation = System.currentTimeMillis();
        learn(settings.members());
    }

    /**
     * Makes nodes addressable.
     *
     * @param nodes their ports by id; this node's own and known ones change nothing
     * @throws IllegalArgumentException when one is known at another place, or there would be more than
     *     {@value #PEERS_MAX}: then none is learnt
     */
    synchronized void learn(Map<NodeId, NodeSettings.Ports> nodes) {
        Set<NodeId> all = new TreeSet<>(links.keySet());
        all.addAll(nodes.keySet());
        if (all.size() > PEERS_MAX) {
            throw new IllegalArgumentException("a node has at most " + PEERS_MAX + " peers, not " + all.size());
        }
        nodes.forEach((id, ports) -> {
            NodeSettings.Ports known =
                    id.equals(settings.id()) ? settings.ports() : links.containsKey(id) ? links.get(id).ports : ports;
            if (!known.equals(ports)) {
                throw new IllegalArgumentException(id + " stays where it is, at " + known + ", not at " + ports);
            }
        });
        nodes.forEach((id, ports) -> {
            if (!id.equals(settings.id())) {
                links.computeIfAbsent(id, added -> new Link(ports, gatewayAt(ports)));
            }
        });
    }

    private ActorRef<Envelope> gatewayAt(NodeSettings.Ports ports) {
        return ActorRefResolver.get(system).resolveActorRef(ports.address() + "/user/" + GATEWAY);
    }

    /** When this node was started, in milliseconds since 1970: greater after each restart. */
    long incarnation() {
        return incarnation;
    }

    /** Where each peer is. */
    SortedMap<String, NodeSettings.Ports> addresses() {
        SortedMap<String, NodeSettings.Ports> addresses = new TreeMap<>();
        links.forEach((peer, link) -> addresses.put(peer.value(), link.ports));
        return addresses;
    }

    /** The actor that hands what peers send to {@code protocol}. */
    Behavior<Envelope> gateway(ActorRef<M> protocol) {
        return Behaviors.receiveMessage(envelope -> {
            Link link = links.get(envelope.from());
            if (link != null) {
                link.arrived(envelope);
                if (!(envelope.message() instanceof LinkProbe)) {
                    @SuppressWarnings("unchecked")
                    M message = (M) envelope.message();
                    protocol.tell(message);
                }
            }
            return Behaviors.same();
        });
    }

    @Override
    public List<NodeId> others() {
        return List.copyOf(links.keySet());
    }

    @Override
    public void tell(NodeId to, M message) {
        Link link = links.get(to);
        if (link == null) {
            // The group has a server that this node has not been told the address of yet: as if the message were lost.
            return;
        }
        LinkFault fault = link.fault;
        if (chance(fault.lossPercent())) {
            link.lost.incrementAndGet();
            return;
        }
        transmit(link, fault, message);
        if (chance(fault.duplicatePercent())) {
            link.duplicated.incrementAndGet();
            transmit(link, fault, message);
        }
    }

    private void transmit(Link link, LinkFault fault, M message) {
        if (fault.delayMaxMillis() == 0) {
            send(link, message);
            return;
        }
        link.delayed.incrementAndGet();
        int millis = fault.delayMinMillis() + random.nextInt(fault.delayMaxMillis() - fault.delayMinMillis() + 1);
        system.scheduler()
                .scheduleOnce(Duration.ofMillis(millis), () -> send(link, message), system.executionContext());
    }

    /**
     * Sends something that no protocol sees to each peer, now and then: where a protocol's messages go by a module of
     * Pekko, these are what is counted, so that it is known whether a cut link was cut.
     */
    void probeLinks(Duration interval) {
        system.scheduler()
                .scheduleAtFixedRate(
                        interval,
                        interval,
                        () -> links.values().forEach(link -> send(link, new LinkProbe(incarnation))),
                        system.executionContext());
    }

    private void send(Link link, Object message) {
        long number = link.sent.incrementAndGet();
        // Cut or not: what is counted as not arrived was really sent.
        link.gateway.tell(new Envelope(settings.id(), incarnation, number, message));
    }

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    /** Sets what is wrong with every link; a peer that {@code faults} does not name is reached without trouble. */
    synchronized void inject(Map<NodeId, LinkFault> faults) {
        faults.keySet().stream()
                .filter(peer -> !links.containsKey(peer))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("no peer is named " + unknown + "; known: " + links.keySet());
                });
        links.forEach((peer, link) -> link.fault = faults.getOrDefault(peer, LinkFault.NONE));
        cuts.accept(links.values().stream()
                .filter(link -> link.fault.cut())
                .map(link -> AddressFromURIString.parse(link.ports.address()))
                .collect(Collectors.toSet()));
    }

    Map<String, LinkReport> report() {
        Map<String, LinkReport> reports = new TreeMap<>();
        links.forEach((peer, link) -> reports.put(peer.value(), link.report(incarnation)));
        return reports;
    }
}
