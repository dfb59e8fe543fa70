package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.foundations.coordination.streaming.Options.Processing;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;

/**
 * A node that owns some partitions of a log, appends to all of them for its clients, and reads some of them as a member
 * of a group (Kreps, Narkhede, Rao 2011). The first node of the group is the coordinator of the readers as well.
 *
 * <p>Legal transitions of a record: pending at its producer → in the log, at its offset → processed by a member →
 * committed. {@link Member} says what a reader does, {@link Group} how partitions are shared out.
 */
public final class Streaming extends DurablePeer<Streaming.Message, Streaming.Event, State> {

    public sealed interface Message {}

    public record Send(String key, String value, ActorRef<Reply> replyTo) implements Message {}

    /** Asks from where the group goes on in a partition. */
    public record CommittedAsked(int partition, ActorRef<Reply> replyTo) implements Message {}

    /** Asks for the logs of this node's partitions, for what the group made of them, or for how much is left. */
    public record Told(What what, ActorRef<Reply> replyTo) implements Message {}

    public enum What {
        LOG,
        VIEW,
        LAG
    }

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** @param first the sequence number of the first of {@code values}; its producer knows the offsets of all before */
    public record Append(NodeId producer, long incarnation, int partition, long first, List<String> values)
            implements PeerMessage {}

    public record Offsets(int partition, long incarnation, long first, List<Long> offsets) implements PeerMessage {}

    /** @param from an offset; -1 for where the group is */
    public record Fetch(NodeId member, long generation, int partition, long from) implements PeerMessage {}

    public record Records(int partition, long generation, long from, List<String> values) implements PeerMessage {}

    /** The owner knows of a later generation. */
    public record Fenced(int partition, long generation) implements PeerMessage {}

    /** @param results what the member made of the records from offset {@code from} on */
    public record Apply(NodeId member, long generation, int partition, long from, List<String> results)
            implements PeerMessage {}

    /** Results are kept up to that offset. */
    public record Done(int partition, long generation, long next) implements PeerMessage {}

    public record Commit(NodeId member, long generation, int partition, long next) implements PeerMessage {}

    public record Noted(int partition, long generation, long next) implements PeerMessage {}

    public record Join(NodeId member, long incarnation) implements PeerMessage {}

    public record Heartbeat(NodeId member, long incarnation, long generation) implements PeerMessage {}

    public record Assigned(long generation, List<Integer> partitions) implements PeerMessage {}

    /** The coordinator does not have the receiver in the group. */
    public record PutOut() implements PeerMessage {}

    public record Question(NodeId from, long number, int partition) implements PeerMessage {}

    public record Answer(long number, long offset) implements PeerMessage {}

    private record HeartbeatDue() implements Message {}

    private record ResendDue() implements Message {}

    record QuestionTimedOut(long number) implements Message {}

    public sealed interface Event extends Wire {}

    public record Began(long incarnation) implements Event {}

    public record Appended(int partition, NodeId producer, long incarnation, long first, List<String> values)
            implements Event {}

    /** A member of that generation asked for records; none of an earlier one is heard any more. */
    public record Claimed(int partition, long generation) implements Event {}

    /** With exactly once, the group's position as well: between two events, there could be a crash. */
    public record Processed(int partition, long from, long generation, NodeId member, List<String> results)
            implements Event {}

    public record Committed(int partition, long next) implements Event {}

    public record Rebalanced(Group group) implements Event {}

    private final Options options;
    private final NodeId coordinator;
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private final Member member;
    private final Producer producer;

    /** Members that ask for records where there are none yet, by partition. */
    private final Map<Integer, Fetch> idle = new HashMap<>();

    private final Sessions sessions;
    private final Questions questions;
    private boolean begun;

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return start(node, setup -> new Streaming(setup, options));
    }

    private Streaming(Setup<Message> setup, Options options) {
        super(setup, State.EMPTY, (state, event) -> state.after(event, options.processing()), options.snapshotEvents());
        this.options = options;
        this.coordinator = node.group().getFirst();
        this.sessions = new Sessions(node.clock(), options.sessionTimeout());
        this.questions = new Questions(setup, options.operationTimeout());
        this.producer = new Producer(node, options, this::tell, tally);
        this.member = new Member(node, options, this::tell, tally);
    }

    /** The owner of {@code partition}; the same on every node and after every restart. */
    static NodeId owner(int partition, NodeContext<?> node) {
        return node.group().get(partition % node.group().size());
    }

    /**
     * What is pending is forgotten, its outcome unknown; the node joins again, as a member that has fetched nothing.
     */
    @Override
    protected void onRecovered(State state) {
        begun = false;
        member.clear();
        producer.clear();
        idle.clear();
        sessions.clear();
        questions.clear();
        timers.startTimerWithFixedDelay("heartbeat", new HeartbeatDue(), options.heartbeat());
        timers.startTimerWithFixedDelay("resend", new ResendDue(), options.resendAfter());
    }

    @Override
    protected Effect<Event, State> onMessage(State state, Message message) {
        return switch (message) {
            case Send send -> begin(state).thenRun(now -> producer.onSend(now.incarnation(), send));
            case CommittedAsked asked -> onCommittedAsked(state, asked);
            case Told told -> Effect().reply(told.replyTo(), new Reply.Ok(state.told(told.what(), owned())));
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(state));
            case Append append -> onAppend(state, append);
            case Offsets offsets -> done(() -> producer.onOffsets(state.incarnation(), offsets));
            case Fetch fetch -> onFetch(state, fetch);
            case Records records -> done(() -> member.onRecords(records));
            case Fenced fenced -> done(() -> member.onFenced(fenced));
            case Apply apply -> onApply(state, apply);
            case Done kept -> done(() -> member.onDone(kept));
            case Commit commit -> onCommit(state, commit);
            case Noted noted -> done(() -> member.onNoted(noted));
            case Join join -> onJoin(state, join);
            case Heartbeat heartbeat -> done(() -> onHeartbeat(state, heartbeat));
            case Assigned assigned -> done(() -> member.onAssigned(assigned));
            case PutOut out -> done(() -> onPutOut(state));
            case Question question -> done(() -> questions.onQuestion(question, state.partition(question.partition())));
            case Answer answer -> done(() -> questions.onAnswer(answer.number(), new Reply.Ok(answer.offset())));
            case QuestionTimedOut over ->
                done(() -> questions.onAnswer(over.number(), new Reply.Failed("the owner did not answer in time")));
            case HeartbeatDue due -> onHeartbeatDue(state);
            case ResendDue due ->
                done(() -> {
                    producer.onResendDue(state.incarnation());
                    member.onResendDue();
                });
        };
    }

    private Effect<Event, State> done(Runnable work) {
        work.run();
        return Effect().none();
    }

    private View view(State state) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new View(
                state,
                node.self().equals(coordinator),
                options.processing(),
                node.self(),
                member.generation(),
                member.partitions(),
                tally.counts());
    }

    /** The incarnation is durable before a message bears it: sequence numbers and membership begin anew with it. */
    private EffectBuilder<Event, State> begin(State state) {
        return begun
                ? Effect().none()
                : Effect().persist(new Began(state.incarnation() + 1)).thenRun(now -> begun = true);
    }

    private List<Integer> owned() {
        return IntStream.range(0, options.partitions())
                .filter(partition -> owner(partition, node).equals(node.self()))
                .boxed()
                .toList();
    }

    private Effect<Event, State> onCommittedAsked(State state, CommittedAsked asked) {
        int partition = asked.partition();
        if (partition < 0 || partition >= options.partitions()) {
            String known = "there are partitions 0 to " + (options.partitions() - 1) + ", not " + partition;
            return Effect().reply(asked.replyTo(), new Reply.Failed(known));
        }
        NodeId owner = owner(partition, node);
        Reply own = new Reply.Ok(state.partition(partition).committed());
        return owner.equals(node.self())
                ? Effect().reply(asked.replyTo(), own)
                : done(() -> questions.ask(partition, owner, asked.replyTo()));
    }

    /** Takes the sequence number after the last and no other; a repeat is answered with its offsets. */
    private Effect<Event, State> onAppend(State state, Append append) {
        NodeId from = append.producer();
        long incarnation = append.incarnation();
        Partition.Known before =
                state.partition(append.partition()).producer(from).in(incarnation);
        int known =
                (int) Math.min(before.next() - append.first(), append.values().size());
        if (before.incarnation() != incarnation || known < 0 || known > 0 && !before.knows(append.first())) {
            // It is an earlier life that asks, or there is a gap, or its producer has the answer.
            return Effect().none();
        }
        if (known > 0) {
            tally.add(Happening.A_REPEAT_OF_A_PRODUCER_WAS_RECOGNIZED);
        }
        List<String> fresh = append.values().subList(known, append.values().size());
        Event appended = new Appended(append.partition(), from, incarnation, append.first(), new ArrayList<>(fresh));
        return Effect().persist(fresh.isEmpty() ? List.of() : List.of(appended)).thenRun(now -> {
            Partition.Known after = now.partition(append.partition()).producer(from);
            List<Long> offsets = after.offsets(append.first(), append.values().size());
            tell(from, new Offsets(append.partition(), incarnation, append.first(), offsets));
            Fetch waiting = idle.remove(append.partition());
            if (waiting != null) {
                serve(now, waiting);
            }
        });
    }

    /** A later generation is durable before it gets records: an earlier one could else apply after it. */
    private Effect<Event, State> onFetch(State state, Fetch fetch) {
        Partition partition = state.partition(fetch.partition());
        if (isFenced(partition, fetch.generation(), fetch.partition(), fetch.member())) {
            return Effect().none();
        }
        EffectBuilder<Event, State> claimed = fetch.generation() > partition.generation()
                ? Effect().persist(new Claimed(fetch.partition(), fetch.generation()))
                : Effect().none();
        return claimed.thenRun(now -> serve(now, fetch));
    }

    /** The one who keeps the position refuses an older generation: the coordinator cannot reach who is cut off. */
    private boolean isFenced(Partition partition, long generation, int number, NodeId sender) {
        boolean isFenced = generation < partition.generation();
        if (isFenced) {
            tell(sender, new Fenced(number, partition.generation()));
        }
        return isFenced;
    }

    /** A member that has none yet begins where the group is, never at the end. */
    private void serve(State state, Fetch fetch) {
        Partition partition = state.partition(fetch.partition());
        long from = fetch.from() < 0 ? partition.committed() : fetch.from();
        List<String> values = partition.read(from, options.batchChars());
        if (values.isEmpty()) {
            idle.put(fetch.partition(), new Fetch(fetch.member(), fetch.generation(), fetch.partition(), from));
            return;
        }
        if (from + values.size() < partition.log().end()) {
            tally.add(Happening.RECORDS_DID_NOT_FIT_INTO_A_MESSAGE);
        }
        tell(fetch.member(), new Records(fetch.partition(), fetch.generation(), from, values));
    }

    private Effect<Event, State> onApply(State state, Apply apply) {
        Partition partition = state.partition(apply.partition());
        if (isFenced(partition, apply.generation(), apply.partition(), apply.member())) {
            tally.add(Happening.A_MEMBER_THAT_WAS_OUT_TRIED_TO_APPLY);
            return Effect().none();
        }
        int count = apply.results().size();
        long first = partition.taken(options.processing(), apply.from(), count);
        if (first < 0) {
            tally.add(Happening.A_RESULT_CAME_A_SECOND_TIME);
            long next = options.processing() == Processing.EXACTLY_ONCE ? partition.committed() : apply.from() + count;
            return done(() -> tell(apply.member(), new Done(apply.partition(), apply.generation(), next)));
        }
        List<String> results = apply.results().subList((int) (first - apply.from()), count);
        return Effect()
                .persist(new Processed(
                        apply.partition(), first, apply.generation(), apply.member(), new ArrayList<>(results)))
                .thenRun(now ->
                        tell(apply.member(), new Done(apply.partition(), apply.generation(), apply.from() + count)));
    }

    private Effect<Event, State> onCommit(State state, Commit commit) {
        Partition partition = state.partition(commit.partition());
        if (isFenced(partition, commit.generation(), commit.partition(), commit.member())) {
            return Effect().none();
        }
        EffectBuilder<Event, State> committed = commit.next() > partition.committed()
                ? Effect().persist(new Committed(commit.partition(), commit.next()))
                : Effect().none();
        return committed.thenRun(now -> tell(
                commit.member(),
                new Noted(
                        commit.partition(),
                        commit.generation(),
                        now.partition(commit.partition()).committed())));
    }

    private Effect<Event, State> onHeartbeatDue(State state) {
        EffectBuilder<Event, State> begun = begin(state);
        if (!node.self().equals(coordinator)) {
            return begun.thenRun(this::sendHeartbeat);
        }
        List<NodeId> gone = sessions.over(state.group());
        if (gone.isEmpty() || !this.begun) {
            return begun.thenRun(this::sendHeartbeat);
        }
        tally.add(Happening.A_MEMBER_WAS_PUT_OUT);
        return rebalance(state.group(), state.group().without(gone, options.partitions()))
                .thenRun(this::sendHeartbeat);
    }

    private void sendHeartbeat(State state) {
        tell(
                coordinator,
                member.generation() == 0
                        ? new Join(node.self(), state.incarnation())
                        : new Heartbeat(node.self(), state.incarnation(), member.generation()));
    }

    private Effect<Event, State> onJoin(State state, Join join) {
        Group group = state.group();
        sessions.heard(join.member());
        if (group.has(join.member(), join.incarnation())) {
            return done(() -> assign(group, join.member()));
        }
        return group.members().getOrDefault(join.member(), 0L) > join.incarnation()
                ? Effect().none()
                : rebalance(group, group.with(join.member(), join.incarnation(), options.partitions()));
    }

    private EffectBuilder<Event, State> rebalance(Group before, Group after) {
        if (sessions.haveMovedTwice(before, after)) {
            tally.add(Happening.A_PARTITION_MOVED_TWICE_WITHIN_A_SESSION_TIMEOUT);
        }
        return Effect()
                .persist(new Rebalanced(after))
                .thenRun(now -> after.members().keySet().forEach(each -> assign(after, each)));
    }

    private void assign(Group group, NodeId to) {
        tell(to, new Assigned(group.generation(), group.partitions(to)));
    }

    private void onHeartbeat(State state, Heartbeat heartbeat) {
        if (!state.group().has(heartbeat.member(), heartbeat.incarnation())) {
            tell(heartbeat.member(), new PutOut());
            return;
        }
        sessions.heard(heartbeat.member());
        if (heartbeat.generation() != state.group().generation()) {
            assign(state.group(), heartbeat.member());
        }
    }

    private void onPutOut(State state) {
        member.clear();
        sendHeartbeat(state);
    }
}
