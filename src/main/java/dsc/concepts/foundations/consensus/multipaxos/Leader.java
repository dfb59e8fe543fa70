package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Counted;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Happening;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Accept;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Accepted;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Heartbeat;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;

/** A server in phase 2: what it has proposed and not executed, and the clients that wait for it. */
final class Leader implements Role {

    /** @param client null if no client waits, such as for what an earlier leader proposed */
    private record Waiting(Command command, ActorRef<Reply> client) {}

    /** @param round a majority has to answer it, or a later one, before the read is served */
    private record Read(long round, long index, String key, ActorRef<Reply> client) {}

    /** Proposed at one index. */
    private static final class Proposal {
        private final Waiting what;
        private final long tick;
        private final Set<NodeId> voters = new HashSet<>();

        private Proposal(Waiting what, long tick) {
            this.what = what;
            this.tick = tick;
        }
    }

    private final Ballot ballot;
    private final NodeId self;
    private final List<NodeId> group;
    private final int majority;
    private final LogOptions options;
    private final Tally<Happening> tally;
    private final BiConsumer<NodeId, PeerMessage> peers;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final TreeMap<Long, Proposal> open = new TreeMap<>();
    private final Deque<Read> reads = new ArrayDeque<>();
    private final List<Counted> counted = new ArrayList<>();
    private final Map<NodeId, Long> answeredRounds = new HashMap<>();
    private final Map<NodeId, Long> answeredNanos = new HashMap<>();

    /** The last index for which phase 1 found something. */
    private long recovered;

    private long nextIndex;
    private long round;

    /** How often it has asked again. */
    private long ticks;

    /** @param peers sends a message to a node, which may be this one */
    Leader(
            Ballot ballot,
            NodeId self,
            List<NodeId> group,
            int majority,
            LogOptions options,
            Tally<Happening> tally,
            BiConsumer<NodeId, PeerMessage> peers) {
        this.ballot = ballot;
        this.self = self;
        this.group = group;
        this.majority = majority;
        this.options = options;
        this.tally = tally;
        this.peers = peers;
    }

    /**
     * Begins to lead.
     *
     * @param executed the last index that this server has executed
     * @param commands for the indexes after that one, which are proposed before anything new
     */
    void begin(long executed, List<Command> commands, long nowNanos) {
        nextIndex = executed + 1;
        recovered = executed + commands.size();
        commands.forEach(command -> queue.add(new Waiting(command, null)));
        group.forEach(member -> answeredNanos.put(member, nowNanos));
        propose(executed);
        beginRound(executed, nowNanos);
    }

    Ballot leadsAt() {
        return ballot;
    }

    void add(Command command, ActorRef<Reply> client) {
        queue.add(new Waiting(command, client));
    }

    /** Sends out what has come since the last time. */
    void flush(long executed, long nowNanos) {
        propose(executed);
        if (!reads.isEmpty() && reads.getLast().round() > round) {
            beginRound(executed, nowNanos);
        }
    }

    /** Proposes what waits, as far as the window allows. */
    private void propose(long executed) {
        while (!queue.isEmpty() && open.size() < options.inFlightEntriesMax()) {
            List<Command> commands = options.batch(
                    queue.stream()
                            .limit(options.inFlightEntriesMax() - open.size())
                            .map(Waiting::command)
                            .toList(),
                    Command::sizeBytes);
            Accept accept = new Accept(ballot, nextIndex, commands, executed);
            commands.forEach(command -> open.put(nextIndex++, new Proposal(queue.poll(), ticks)));
            group.forEach(member -> peers.accept(member, accept));
        }
        if (!queue.isEmpty()) {
            tally.add(Happening.A_WINDOW_WAS_FULL);
        }
    }

    private void beginRound(long executed, long nowNanos) {
        round++;
        answered(self, round, nowNanos);
        group.stream()
                .filter(member -> !member.equals(self))
                .forEach(member -> peers.accept(member, new Heartbeat(ballot, executed, round)));
    }

    /** Chosen is what a majority accepted at this ballot; it is executed when all before it is. */
    void onAccepted(Accepted accepted, Replica replica) {
        counted.clear();
        open.subMap(accepted.first(), true, accepted.last(), true).forEach((index, proposal) -> {
            boolean isChosen = proposal.voters.add(accepted.from()) && proposal.voters.size() == majority;
            if (isChosen) {
                counted.add(new Counted(index, ballot, Set.copyOf(proposal.voters)));
            }
            if (isChosen && open.firstEntry().getValue().voters.size() < majority) {
                tally.add(Happening.AN_INDEX_WAS_CHOSEN_BEFORE_AN_EARLIER_ONE);
            }
        });
        while (!open.isEmpty() && open.firstEntry().getValue().voters.size() >= majority) {
            Waiting chosen = open.pollFirstEntry().getValue().what;
            KeyValueStore.Result result = replica.execute(chosen.command());
            if (chosen.client() != null) {
                chosen.client().tell(result.reply());
            }
        }
        serveReads(replica);
        propose(replica.executed());
    }

    /**
     * A read waits for a round that begins after it came, and for all that phase 1 found and was executed until now.
     */
    void read(String key, long executed, ActorRef<Reply> client) {
        reads.add(new Read(round + 1, Math.max(recovered, executed), key, client));
    }

    /** A node has answered a round, and so had promised no greater ballot when that began. */
    void onAnswered(NodeId node, long answeredRound, long nowNanos, Replica replica) {
        answered(node, answeredRound, nowNanos);
        serveReads(replica);
    }

    private void answered(NodeId node, long answeredRound, long nowNanos) {
        answeredRounds.merge(node, answeredRound, Math::max);
        answeredNanos.put(node, nowNanos);
    }

    private void serveReads(Replica replica) {
        long confirmed = group.stream()
                .map(member -> answeredRounds.getOrDefault(member, 0L))
                .sorted()
                .toList()
                .get(group.size() - majority);
        while (!reads.isEmpty()
                && reads.peek().round() <= confirmed
                && reads.peek().index() <= replica.executed()) {
            Read read = reads.poll();
            read.client().tell(new Reply.Ok(replica.store().get(read.key())));
        }
    }

    /** Whether a majority has answered since then. */
    boolean isFollowedSince(long nanos) {
        return group.stream()
                        .filter(member -> answeredNanos.get(member) - nanos >= 0)
                        .count()
                >= majority;
    }

    /** Begins a round, and sends each node what it has not accepted of what was proposed before the last such time. */
    void askAgain(long executed, long nowNanos) {
        for (NodeId member : group) {
            SortedMap<Long, Command> lacking = lackedBy(member);
            if (!lacking.isEmpty()) {
                List<Command> commands = options.batch(lacking.values(), Command::sizeBytes);
                peers.accept(member, new Accept(ballot, lacking.firstKey(), commands, executed));
            }
        }
        ticks++;
        beginRound(executed, nowNanos);
    }

    /** The first run of indexes that {@code node} has not accepted, of those that had time to be answered. */
    private SortedMap<Long, Command> lackedBy(NodeId node) {
        SortedMap<Long, Command> lacking = new TreeMap<>();
        for (Map.Entry<Long, Proposal> each : open.entrySet()) {
            Proposal proposal = each.getValue();
            if (proposal.tick < ticks && !proposal.voters.contains(node)) {
                lacking.put(each.getKey(), proposal.what.command());
            } else if (!lacking.isEmpty()) {
                break;
            }
        }
        return lacking;
    }

    /** What the last answer made chosen. */
    List<Counted> counted() {
        return List.copyOf(counted);
    }

    int waiting() {
        return queue.size()
                + reads.size()
                + (int) open.values().stream()
                        .filter(proposal -> proposal.what.client() != null)
                        .count();
    }

    /** It leads no longer: what it proposed may be chosen yet, and the rest has not begun. */
    void dismiss(Optional<NodeId> later) {
        open.values().stream()
                .map(proposal -> proposal.what.client())
                .filter(client -> client != null)
                .forEach(client -> client.tell(new Reply.Unknown("the leader stepped down")));
        queue.stream()
                .filter(waiting -> waiting.client() != null)
                .forEach(waiting -> waiting.client().tell(new Reply.Redirect(later)));
        reads.forEach(read -> read.client().tell(new Reply.Redirect(later)));
    }
}
