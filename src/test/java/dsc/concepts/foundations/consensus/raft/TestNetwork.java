package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.PeerMessage;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The network between the servers of a group in one actor system. It cuts nodes off, loses, duplicates and delays, and
 * watches what is sent: two leaders in a term would show. The seed gives the same draws; which message meets which draw
 * is up to the threads.
 */
final class TestNetwork {

    /** What happens to each message: chances in percent, and the longest delay, by which messages overtake. */
    record Weather(int lossPercent, int duplicatePercent, int delayMillisMax) {
        static final Weather FAIR = new Weather(0, 0, 0);
    }

    private final ActorSystem<?> system;
    private final SplittableRandom random;
    private final Map<NodeId, ActorRef<Raft.Message>> servers = new HashMap<>();
    private final Set<NodeId> cutOff = new HashSet<>();
    private final Map<Long, NodeId> leaders = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<Class<?>, Integer> counts = new HashMap<>();
    private Weather weather = Weather.FAIR;

    TestNetwork(ActorSystem<?> system, long seed) {
        this.system = system;
        this.random = new SplittableRandom(seed);
    }

    synchronized void connect(NodeId id, ActorRef<Raft.Message> server) {
        servers.put(id, server);
    }

    Peers<Raft.Message> peersOf(NodeId self, List<NodeId> all) {
        List<NodeId> others = all.stream().filter(id -> !id.equals(self)).toList();
        return new Peers<>() {
            @Override
            public List<NodeId> others() {
                return others;
            }

            @Override
            public void tell(NodeId to, Raft.Message message) {
                transmit(self, to, (PeerMessage) message);
            }
        };
    }

    synchronized void set(Weather weather) {
        this.weather = weather;
    }

    /** Nothing gets from {@code node} to anyone, and nothing to it. */
    synchronized void cutOff(NodeId node) {
        cutOff.add(node);
    }

    synchronized void heal() {
        cutOff.clear();
        weather = Weather.FAIR;
    }

    /** How many of {@code type} were sent, whether they arrived or not. */
    synchronized int count(Class<? extends PeerMessage> type) {
        return counts.getOrDefault(type, 0);
    }

    /** Election Safety (§5.2, figure 3): at most one leader a term. */
    synchronized void assertOneLeaderATerm() {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations);
        }
    }

    private synchronized void transmit(NodeId from, NodeId to, PeerMessage message) {
        counts.merge(message.getClass(), 1, Integer::sum);
        if (message instanceof AppendEntries append) {
            NodeId leader = leaders.putIfAbsent(append.term(), from);
            if (leader != null && !leader.equals(from)) {
                violations.add(leader + " and " + from + " lead term " + append.term());
            }
        }
        if (cutOff.contains(from) || cutOff.contains(to) || chance(weather.lossPercent())) {
            return;
        }
        deliver(to, message);
        if (chance(weather.duplicatePercent())) {
            deliver(to, message);
        }
    }

    private void deliver(NodeId to, PeerMessage message) {
        ActorRef<Raft.Message> server = servers.get(to);
        if (weather.delayMillisMax() == 0) {
            server.tell(message);
            return;
        }
        Duration delay = Duration.ofMillis(random.nextInt(weather.delayMillisMax() + 1));
        system.scheduler().scheduleOnce(delay, () -> server.tell(message), system.executionContext());
    }

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }
}
