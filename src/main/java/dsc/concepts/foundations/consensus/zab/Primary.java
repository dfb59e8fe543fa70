package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.zab.Entry.RequestId;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Commit;
import dsc.concepts.foundations.consensus.zab.PeerMessage.NewLeader;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Propose;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Request;
import dsc.concepts.foundations.consensus.zab.ZabView.Counted;
import dsc.concepts.foundations.consensus.zab.ZabView.Happening;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The leader of an epoch once a majority is synchronized: broadcast. */
final class Primary implements Role {

    /** The requests of one incarnation of a server that were taken, as far as they may come again. */
    private record Taken(TreeSet<Long> numbers, long oldest) {}

    private record Origin(NodeId node, long incarnation) {}

    private final long epoch;
    private final NodeId self;
    private final int majority;
    private final LogOptions options;
    private final Tally<Happening> tally;
    private final BiConsumer<NodeId, PeerMessage> peers;

    /** The store after all that was proposed: each change is right only after those before it. */
    private final KeyValueStore proposed;

    private final Zxid initialEnd;
    private final Map<Origin, Taken> taken = new HashMap<>();
    private final Deque<Request> queue = new ArrayDeque<>();

    /** What was proposed and is not committed. */
    private final TreeMap<Zxid, Entry> open = new TreeMap<>();

    private final Map<NodeId, Zxid> acknowledged = new TreeMap<>();
    private final Map<NodeId, Zxid> acknowledgedATickAgo = new HashMap<>();

    /** Those that are sent one message after the other of what they lack. */
    private final Set<NodeId> behind = new HashSet<>();

    private final Map<NodeId, Long> heardNanos = new HashMap<>();
    private Zxid last;
    private Zxid lastATickAgo;
    private Zxid committed;
    private Counted counted;

    /**
     * Begins to lead. Rule 3: all of the history with which the epoch begins is committed by that.
     *
     * @param initialEnd the end of that history
     * @param synchronizedTo the followers that have it
     * @param proposed the store after all of it, which is used from now on
     * @param peers sends a message to a node, which may be this one
     */
    Primary(
            long epoch,
            NodeId self,
            int majority,
            LogOptions options,
            Zxid initialEnd,
            Map<NodeId, Zxid> synchronizedTo,
            KeyValueStore proposed,
            Tally<Happening> tally,
            BiConsumer<NodeId, PeerMessage> peers) {
        this.epoch = epoch;
        this.self = self;
        this.majority = majority;
        this.options = options;
        this.initialEnd = initialEnd;
        this.proposed = proposed;
        this.tally = tally;
        this.peers = peers;
        this.acknowledged.putAll(synchronizedTo);
        this.last = initialEnd;
        this.lastATickAgo = initialEnd;
        this.committed = initialEnd;
        this.counted = new Counted(initialEnd, synchronizedTo.keySet());
    }

    long epoch() {
        return epoch;
    }

    Zxid initialEnd() {
        return initialEnd;
    }

    Zxid committed() {
        return committed;
    }

    /** What was committed last, and by which followers. */
    Counted counted() {
        return counted;
    }

    boolean isSynchronized(NodeId node) {
        return acknowledged.containsKey(node);
    }

    /** A node is synchronized: from now on it is sent what is proposed, beginning with what it has missed. */
    void addFollower(NodeId node, Zxid end, State state, long nowNanos) {
        acknowledged.merge(node, end, Zxid::greater);
        heardNanos.put(node, nowNanos);
        send(node, new Commit(self, epoch, committed));
        sendLacking(node, state);
    }

    /** Takes a request, unless it is here already: links repeat messages. */
    void add(Request request) {
        RequestId id = request.id();
        Taken before = taken.getOrDefault(
                new Origin(id.origin(), id.incarnation()), new Taken(new TreeSet<>(), request.oldest()));
        boolean isNew = id.number() >= before.oldest() && before.numbers().add(id.number());
        long oldest = Math.max(before.oldest(), request.oldest());
        before.numbers().headSet(oldest).clear();
        taken.put(new Origin(id.origin(), id.incarnation()), new Taken(before.numbers(), oldest));
        if (isNew) {
            queue.add(request);
        }
    }

    /** Proposes what waits, as far as the window allows. */
    void propose() {
        List<Entry> fresh = new ArrayList<>();
        while (!queue.isEmpty() && open.size() < options.inFlightEntriesMax()) {
            Request request = queue.poll();
            last = last.epoch() == epoch ? last.next() : new Zxid(epoch, 1);
            Entry entry = new Entry(last, change(request.command()), request.id());
            entry.change().apply(proposed, last);
            open.put(last, entry);
            fresh.add(entry);
        }
        if (!queue.isEmpty()) {
            tally.add(Happening.A_WINDOW_WAS_FULL);
        }
        while (!fresh.isEmpty()) {
            List<Entry> batch = options.batch(fresh, Entry::sizeBytes);
            Propose message = new Propose(self, epoch, List.copyOf(batch), committed);
            acknowledged.keySet().forEach(node -> send(node, message));
            fresh = fresh.subList(batch.size(), fresh.size());
        }
    }

    private Change change(Command command) {
        return switch (command) {
            case Command.OpenSession open -> new Change.SessionOpened();
            case Command.Sync sync -> new Change.Nothing();
            case Command.Update update -> {
                long session = update.update().session();
                yield proposed.answered(update.update())
                        .map(again -> toldAgain(session, again))
                        .orElseGet(() -> new Change.Updated(proposed.effect(update.update())));
            }
        };
    }

    private Change toldAgain(long session, KeyValueStore.Answer answer) {
        tally.add(
                answer.result().outcome() == KeyValueStore.Outcome.FORGOTTEN
                        ? Happening.A_SESSION_WAS_FORGOTTEN
                        : Happening.A_COMMAND_WAS_ASKED_TWICE_AND_DONE_ONCE);
        return new Change.ToldAgain(session, answer.result(), answer.position());
    }

    /**
     * A node has all up to {@code end}, durably.
     *
     * @return whether more is committed than before
     */
    boolean onAck(NodeId node, Zxid end, State state, long nowNanos) {
        heardNanos.put(node, nowNanos);
        if (!isSynchronized(node)) {
            return false;
        }
        boolean isFurther = end.isAfter(acknowledged.put(node, Zxid.greater(end, acknowledged.get(node))));
        if (isFurther && behind.contains(node)) {
            sendLacking(node, state);
        }
        Zxid byMajority = acknowledged.values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(majority - 1)
                .findFirst()
                .orElse(Zxid.NONE);
        if (!byMajority.isAfter(committed)) {
            return false;
        }
        committed = byMajority;
        counted = new Counted(
                committed,
                acknowledged.keySet().stream()
                        .filter(each -> !committed.isAfter(acknowledged.get(each)))
                        .collect(Collectors.toSet()));
        open.headMap(committed, true).clear();
        return true;
    }

    /** Tells the followers what is committed. */
    void sayCommitted() {
        acknowledged.keySet().stream()
                .filter(node -> !node.equals(self))
                .forEach(node -> send(node, new Commit(self, epoch, committed)));
    }

    /** Says that it is there, and sends again what was not acknowledged for a while. */
    void onTick(State state) {
        sayCommitted();
        acknowledged.forEach((node, end) -> {
            if (end.equals(acknowledgedATickAgo.put(node, end)) && lastATickAgo.isAfter(end)) {
                sendLacking(node, state);
            }
        });
        lastATickAgo = last;
    }

    private void sendLacking(NodeId node, State state) {
        Zxid end = acknowledged.get(node);
        if (!state.has(end)) {
            send(node, new NewLeader(self, epoch, state.lackedBy(List.of(end), options)));
            return;
        }
        List<Entry> lacking = new ArrayList<>(state.after(end));
        lacking.addAll(open.tailMap(Zxid.greater(state.last(), end), false).values());
        List<Entry> batch = lacking.isEmpty() ? List.of() : options.batch(lacking, Entry::sizeBytes);
        if (batch.isEmpty()) {
            behind.remove(node);
            return;
        }
        if (batch.size() == lacking.size()) {
            behind.remove(node);
        } else {
            behind.add(node);
        }
        tally.add(Happening.A_FOLLOWER_WAS_SENT_AGAIN_WHAT_IT_LACKED);
        send(node, new Propose(self, epoch, List.copyOf(batch), committed));
    }

    private void send(NodeId node, PeerMessage message) {
        peers.accept(node, message);
    }

    /** Whether a majority has answered since then, this server among them. */
    boolean isFollowedSince(long nanos) {
        long others = heardNanos.entrySet().stream()
                .filter(heard -> !heard.getKey().equals(self) && heard.getValue() - nanos >= 0)
                .count();
        return others + 1 >= majority;
    }

    /** The followers count as heard when the epoch begins. */
    void begin(long nowNanos) {
        acknowledged.keySet().forEach(node -> heardNanos.put(node, nowNanos));
        sayCommitted();
    }
}
