package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.concepts.shared.SetAndCounter;
import dsc.concepts.shared.SetAndCounter.Add;
import dsc.concepts.shared.SetAndCounter.Increment;
import dsc.concepts.shared.SetAndCounter.Operation;
import dsc.concepts.shared.SetAndCounter.Read;
import dsc.concepts.shared.SetAndCounter.Remove;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.ddata.GCounter;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.LWWMapKey;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.ORMapKey;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.ORSetKey;
import org.apache.pekko.cluster.ddata.PNCounter;
import org.apache.pekko.cluster.ddata.PNCounterKey;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Conflict-free replicated data types on Pekko's Distributed Data: each node updates its own replica, the replicator
 * spreads the change (as a delta where the type has such: Almeida, Shoker, Baquero, <i>Delta state replicated data
 * types</i>, JPDC 2018), and merges what arrives.
 *
 * <p>Under each key there are an {@link ORSet} of elements and a {@link PNCounter}; beside them a {@link LWWMap} of
 * labels, an {@link ORMap} of {@link GCounter}s for polls, and a {@link Sequence} for texts, which is not Pekko's. How
 * many replicas an operation waits for is a matter of the {@link CrdtSettings}: this replica alone, a majority, or all.
 */
public final class Crdt extends AbstractMatchingBehavior<Crdt.Message> {

    public sealed interface Message {}

    /** A client's operation on a set and a counter. */
    public record Execute(Operation operation, ActorRef<Reply> replyTo) implements Message {}

    /** Gives {@code key} a label; of two at the same time the later counts, by clocks. */
    public record Label(String key, String text, ActorRef<Reply> replyTo) implements Message {}

    public record ReadLabel(String key, ActorRef<Reply> replyTo) implements Message {}

    /** One more vote for {@code option} in the poll under {@code key}. */
    public record Vote(String key, String option, ActorRef<Reply> replyTo) implements Message {}

    /**
     * Takes {@code option} out of the poll under {@code key}. A vote that this replica has not seen keeps the option,
     * and the votes before it: a replica that still has them brings them back. So it may be with a vote after the
     * withdrawal, which begins a new counter: merged with the old one, it counts for nothing.
     */
    public record Withdraw(String key, String option, ActorRef<Reply> replyTo) implements Message {}

    public record ReadVotes(String key, ActorRef<Reply> replyTo) implements Message {}

    /** Puts {@code text}, one character, at {@code position} of the text under {@code key}, from 0. */
    public record Insert(String key, int position, String text, ActorRef<Reply> replyTo) implements Message {}

    /** Takes out the character at {@code position} of the text under {@code key}, from 0. */
    public record Erase(String key, int position, ActorRef<Reply> replyTo) implements Message {}

    /** What this replica holds under {@code key}, whomever operations wait for otherwise. */
    public record ReadHere(String key, ActorRef<Reply> replyTo) implements Message {}

    public record ReadText(String key, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** What the replicator answered, and what is to be done about it. */
    record Answered(Runnable then) implements Message {}

    /** A value would be larger than what a replica may hold under one key. */
    private static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("there is no room left under this key: what one replica holds there takes at most "
                    + DataSize.KEY_BYTES_MAX + " bytes, since all of it is sent in one message");
        }
    }

    private static final Key<LWWMap<String, String>> LABELS = LWWMapKey.create("labels");

    private final ActorContext<Message> actor;
    private final NodeContext<Message> node;
    private final CrdtSettings settings;
    private final ActorRef<Replicator.Command> replicator;
    private final SelfUniqueAddress self;
    private final Cluster cluster;

    /** This incarnation of this node. */
    private final String writer;

    private long updates;
    private long unconfirmed;

    public static Behavior<Message> create(NodeContext<Message> node, CrdtSettings settings) {
        return Behaviors.setup(actor -> new Crdt(actor, node, settings));
    }

    private Crdt(ActorContext<Message> actor, NodeContext<Message> node, CrdtSettings settings) {
        super(actor);
        this.actor = actor;
        this.node = node;
        this.settings = settings;
        DistributedData data = DistributedData.get(actor.getSystem());
        this.replicator = data.replicator();
        this.self = data.selfUniqueAddress();
        this.cluster = Cluster.get(actor.getSystem());
        this.writer = node.self() + "/" + Long.toHexString(self.uniqueAddress().longUid());
    }

    @Override
    public Behavior<Message> onMessage(Message message) {
        switch (message) {
            case Execute execute -> onExecute(execute);
            case Label label ->
                update(LABELS, LWWMap.create(), map -> map.put(self, label.key(), label.text()), label.replyTo(), null);
            case ReadLabel read ->
                get(
                        LABELS,
                        LWWMap.create(),
                        read.replyTo(),
                        labels -> read.replyTo()
                                .tell(new Reply.Ok(labels.getEntries().get(read.key()))));
            case Vote vote ->
                update(
                        votes(vote.key()),
                        ORMap.create(),
                        poll -> poll.update(self, vote.option(), GCounter.create(), votes -> votes.increment(self, 1)),
                        vote.replyTo(),
                        null);
            case Withdraw withdraw -> onWithdraw(withdraw);
            case ReadVotes read ->
                get(
                        votes(read.key()),
                        ORMap.<String, GCounter>create(),
                        read.replyTo(),
                        poll -> read.replyTo().tell(new Reply.Ok(counted(poll))));
            case Insert insert -> onInsert(insert);
            case Erase erase -> onErase(erase);
            case ReadHere read -> answer(read.key(), Replicator.readLocal(), read.replyTo());
            case ReadText read ->
                get(
                        text(read.key()),
                        Sequence.EMPTY,
                        read.replyTo(),
                        text -> read.replyTo().tell(new Reply.Ok(text.text())));
            case Inspect inspect -> inspect.replyTo().tell(new CrdtView(settings.consistency(), updates, unconfirmed));
            case Answered answered -> answered.then().run();
        }
        return this;
    }

    private static Key<ORSet<String>> elements(String key) {
        return ORSetKey.create("elements-" + key);
    }

    private static Key<PNCounter> count(String key) {
        return PNCounterKey.create("count-" + key);
    }

    private static Key<ORMap<String, GCounter>> votes(String key) {
        return ORMapKey.create("votes-" + key);
    }

    private static Key<Sequence> text(String key) {
        return new Sequence.SequenceKey("text-" + key);
    }

    private void onExecute(Execute execute) {
        ActorRef<Reply> client = execute.replyTo();
        switch (execute.operation()) {
            case Add add ->
                update(elements(add.key()), ORSet.create(), set -> set.add(self, add.element()), client, null);
            case Increment increment ->
                update(
                        count(increment.key()),
                        PNCounter.create(),
                        counter -> counter.increment(self, increment.amount()),
                        client,
                        null);
            case Remove remove ->
                see(elements(remove.key()), ORSet.create(), client, set -> onRemove(remove, set, client));
            case Read read -> answer(read.key(), settings.read(replicas()), client);
        }
    }

    private void answer(String key, Replicator.ReadConsistency consistency, ActorRef<Reply> client) {
        get(
                elements(key),
                consistency,
                ORSet.<String>create(),
                client,
                set -> get(
                        count(key),
                        consistency,
                        PNCounter.create(),
                        client,
                        counter -> client.tell(new Reply.Ok(SetAndCounter.answer(
                                set.getElements(), counter.getValue().longValueExact())))));
    }

    /** Those that were given, or the members if those are more. */
    private int replicas() {
        int members = 0;
        for (Member member : cluster.state().getMembers()) {
            members += member.status() == MemberStatus.up() ? 1 : 0;
        }
        return Math.max(members, node.peers().others().size() + 1);
    }

    /** Removes an element that was seen: an add of it elsewhere that was not seen stays (add wins). */
    private void onRemove(Remove remove, ORSet<String> set, ActorRef<Reply> client) {
        List<String> there = set.getElements().stream().sorted().toList();
        Optional<String> element = remove.element().isPresent() || there.isEmpty()
                ? remove.element().filter(there::contains)
                : Optional.of(there.get(node.random().nextInt(there.size())));
        if (element.isEmpty()) {
            client.tell(new Reply.Failed("it is not there"));
            return;
        }
        update(elements(remove.key()), ORSet.create(), now -> now.remove(self, element.get()), client, element.get());
    }

    private void onWithdraw(Withdraw withdraw) {
        Key<ORMap<String, GCounter>> key = votes(withdraw.key());
        see(key, ORMap.<String, GCounter>create(), withdraw.replyTo(), poll -> {
            if (poll.getEntries().containsKey(withdraw.option())) {
                update(key, ORMap.create(), now -> now.remove(self, withdraw.option()), withdraw.replyTo(), null);
            } else {
                withdraw.replyTo().tell(new Reply.Failed("nobody voted for it"));
            }
        });
    }

    private static Map<String, Long> counted(ORMap<String, GCounter> poll) {
        Map<String, Long> votes = new TreeMap<>();
        poll.getEntries()
                .forEach((option, counter) ->
                        votes.put(option, counter.getValue().longValueExact()));
        return votes;
    }

    private void onInsert(Insert insert) {
        see(text(insert.key()), Sequence.EMPTY, insert.replyTo(), seen -> {
            if (insert.position() < 0 || insert.position() > seen.length()) {
                insert.replyTo().tell(new Reply.Failed("the text has " + seen.length() + " characters"));
            } else {
                // Where it goes is decided by what its writer sees, not by what is there when it is written.
                Optional<Sequence.Id> after = seen.idBefore(insert.position());
                update(
                        text(insert.key()),
                        Sequence.EMPTY,
                        now -> now.insert(writer, after, insert.text()),
                        insert.replyTo(),
                        null);
            }
        });
    }

    private void onErase(Erase erase) {
        see(text(erase.key()), Sequence.EMPTY, erase.replyTo(), seen -> {
            if (erase.position() < 0 || erase.position() >= seen.length()) {
                erase.replyTo().tell(new Reply.Failed("the text has " + seen.length() + " characters"));
            } else {
                Sequence.Id id = seen.idBefore(erase.position() + 1).orElseThrow();
                update(text(erase.key()), Sequence.EMPTY, now -> now.erase(id), erase.replyTo(), null);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private <D extends ReplicatedData> void update(
            Key<D> key, D initial, UnaryOperator<D> change, ActorRef<Reply> client, Object result) {
        updates++;
        ask(
                replyTo -> new Replicator.Update<>(
                        key, initial, settings.write(replicas()), replyTo, now -> bounded(now, change)),
                (Class<Replicator.UpdateResponse<D>>) (Class<?>) Replicator.UpdateResponse.class,
                answer -> {
                    switch (answer) {
                        case Replicator.UpdateSuccess<?> success -> client.tell(new Reply.Ok(result));
                        case Replicator.UpdateTimeout<?> timeout -> {
                            unconfirmed++;
                            client.tell(new Reply.Unknown("it is at this replica, and spreads; "
                                    + settings.consistency() + " did not confirm it in time"));
                        }
                        case Replicator.StoreFailure<?> failure -> {
                            unconfirmed++;
                            client.tell(new Reply.Unknown("it is at this replica, which could not store it durably"));
                        }
                        case Replicator.ModifyFailure<?> refused
                        when refused.cause() instanceof FullException full ->
                            client.tell(new Reply.Failed(full.getMessage()));
                        default -> client.tell(new Reply.Unknown(answer.toString()));
                    }
                },
                client);
    }

    /** What the replicator could not send to others is refused, unless it is less than there was. */
    private static <D extends ReplicatedData> D bounded(D data, UnaryOperator<D> change) {
        D changed = change.apply(data);
        long bytes = DataSize.bytesMax(changed);
        if (bytes > DataSize.KEY_BYTES_MAX && bytes > DataSize.bytesMax(data)) {
            throw new FullException();
        }
        return changed;
    }

    private <D extends ReplicatedData> void get(Key<D> key, D empty, ActorRef<Reply> client, Consumer<D> then) {
        get(key, settings.read(replicas()), empty, client, then);
    }

    /** What this replica holds, which is what an update is about. */
    private <D extends ReplicatedData> void see(Key<D> key, D empty, ActorRef<Reply> client, Consumer<D> then) {
        get(key, Replicator.readLocal(), empty, client, then);
    }

    @SuppressWarnings("unchecked")
    private <D extends ReplicatedData> void get(
            Key<D> key, Replicator.ReadConsistency consistency, D empty, ActorRef<Reply> client, Consumer<D> then) {
        ask(
                replyTo -> new Replicator.Get<>(key, consistency, replyTo),
                (Class<Replicator.GetResponse<D>>) (Class<?>) Replicator.GetResponse.class,
                answer -> {
                    switch (answer) {
                        case Replicator.GetSuccess<?> success -> then.accept((D) success.dataValue());
                        case Replicator.NotFound<?> unknown -> then.accept(empty);
                        default -> client.tell(new Reply.Failed(settings.consistency() + " did not answer in time"));
                    }
                },
                client);
    }

    /** What {@code then} does, this actor does, when the answer has come. */
    private <R> void ask(
            Function<ActorRef<R>, Replicator.Command> question,
            Class<R> answerType,
            Consumer<R> then,
            ActorRef<Reply> client) {
        actor.ask(
                answerType,
                replicator,
                settings.answerTimeout(),
                question::apply,
                (answer, failed) -> new Answered(() -> {
                    if (failed == null) {
                        then.accept(answer);
                    } else {
                        unconfirmed++;
                        client.tell(new Reply.Unknown("the replicator did not answer: " + failed.getMessage()));
                    }
                }));
    }
}
