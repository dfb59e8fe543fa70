package dsc.concepts.foundations.coordination.gossip;

import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Letters;
import dsc.concepts.shared.Portion;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;

/**
 * A node that tells its peers what it heard, one peer at a time, and compares with one now and then what both have
 * heard (Demers et al. 1987). No node is in charge.
 *
 * <p>Legal transitions of a rumour at a node: unheard → heard and hot → heard and not hot, after
 * {@code loss-of-interest} peers that knew it already, or a restart. With {@code anti-entropy}: unheard → heard.
 */
public final class Gossip extends DurablePeer<Gossip.Message, Gossip.Event, RumourSet> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(Letters.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /**
     * What is hot at {@code from}.
     *
     * @param round how often that node has told something to a peer since it started
     */
    public record Rumours(NodeId from, long round, List<Rumour> rumours) implements PeerMessage {}

    /** Those of a round that the receiver knew already: the feedback of §1.4. */
    public record Heard(long round, List<Rumour.Id> known) implements PeerMessage {}

    /** What {@code from} has heard, to be compared. */
    public record Comparison(NodeId from, Digest digest) implements PeerMessage {}

    /**
     * What the receiver's digest does not claim.
     *
     * @param isAll whether that is all that {@code from} could tell it
     * @param digest what {@code from} has heard, if it lacks something that the receiver claimed; else null
     */
    public record Missing(NodeId from, List<Rumour> rumours, boolean isAll, Digest digest) implements PeerMessage {}

    private record RoundDue() implements Message {}

    private record ComparisonDue() implements Message {}

    public sealed interface Event extends Wire {}

    public record Learned(Rumour rumour) implements Event {}

    enum Happening {
        A_RUMOUR_CAME_THAT_WAS_KNOWN,
        INTEREST_IN_A_RUMOUR_WAS_LOST,
        A_PEER_LACKED_WHAT_IS_NOT_HOT_ANY_MORE,
        A_NODE_FOUND_BY_COMPARING_WHAT_IT_LACKED,
        A_DIGEST_HAD_NUMBERS_BEHIND_A_GAP,
        HOT_RUMOURS_DID_NOT_FIT_INTO_A_MESSAGE,
        WHAT_A_PEER_LACKED_DID_NOT_FIT_INTO_A_MESSAGE,
        A_SNAPSHOT_WAS_TAKEN
    }

    /**
     * What a node shows of itself.
     *
     * @param claimed the last digest that it made
     * @param hot how many rumours it tells
     * @param told how many it has told, counted each time, to a peer that it drew
     */
    record View(RumourSet heard, Digest claimed, int hot, long told, Map<Happening, Long> happened)
            implements NodeView {
        @Override
        public Map<String, Object> details() {
            return new TreeMap<>(Map.of("heard", heard.count(), "hot", hot, "told", told));
        }
    }

    /**
     * A rumour that is told.
     *
     * @param known to how many peers it was told that knew it already
     * @param round the last round of which that is known: an answer that comes twice counts once
     */
    private record Hot(Rumour rumour, int known, long round) {}

    private static final String ROUND = "round";
    private static final String COMPARISON = "comparison";

    private final Options options;
    private final List<NodeId> peers;
    private final Tally<Happening> tally = new Tally<>(Happening.class);

    /** In the order in which they are told. */
    private final SequencedMap<Rumour.Id, Hot> hot = new LinkedHashMap<>();

    private Digest claimed = Digest.NONE;
    private long round;
    private long told;

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return start(node, setup -> new Gossip(setup, options));
    }

    private Gossip(Setup<Message> setup, Options options) {
        super(setup, RumourSet.EMPTY, Gossip::after, options.snapshotEvents());
        this.options = options;
        this.peers = node.group().stream()
                .filter(member -> !member.equals(node.self()))
                .toList();
    }

    private static RumourSet after(RumourSet heard, Event event) {
        return switch (event) {
            case Learned learned -> heard.plus(learned.rumour());
        };
    }

    /** What was heard before is not hot: who lacks it finds it by comparing. */
    @Override
    protected void onRecovered(RumourSet heard) {
        hot.clear();
        claimed = Digest.NONE;
        if (options.spread().compares() && !peers.isEmpty()) {
            startTimer(COMPARISON, new ComparisonDue(), options.antiEntropyInterval());
        }
    }

    /** Nodes that start at the same time do not stay in step. */
    private void startTimer(String key, Message due, Duration interval) {
        Duration first =
                Duration.ofNanos((long) (interval.toNanos() * node.random().nextDouble()));
        timers.startTimerWithFixedDelay(key, due, first, interval);
    }

    @Override
    protected Effect<Event, RumourSet> onMessage(RumourSet heard, Message message) {
        return switch (message) {
            case Ask ask -> onAsk(heard, ask);
            case Inspect inspect -> Effect().reply(inspect.replyTo(), view(heard));
            case RoundDue due -> onRoundDue();
            case Rumours rumours -> onRumours(heard, rumours);
            case Heard answer -> onHeard(answer);
            case ComparisonDue due -> onComparisonDue(heard);
            case Comparison comparison -> onComparison(heard, comparison);
            case Missing missing -> onMissing(heard, missing);
        };
    }

    private View view(RumourSet heard) {
        tally.set(Happening.A_SNAPSHOT_WAS_TAKEN, snapshots());
        return new View(heard, claimed, hot.size(), told, tally.counts());
    }

    private Effect<Event, RumourSet> onAsk(RumourSet heard, Ask ask) {
        return switch (ask.operation()) {
            case Letters.Send send -> {
                Rumour.Id id = new Rumour.Id(node.self(), heard.of(node.self()).next());
                Rumour rumour = new Rumour(id, new Rumour.Letter(send.key(), send.letter()));
                Reply told = new Reply.Ok(List.of(node.self().value(), id.number()));
                yield learn(List.of(rumour)).thenReply(ask.replyTo(), now -> told);
            }
            case Letters.Received received ->
                Effect().reply(ask.replyTo(), new Reply.Ok(heard.letters(received.key())));
        };
    }

    /** Durable before it is acknowledged, told or claimed. */
    private EffectBuilder<Event, RumourSet> learn(List<Rumour> fresh) {
        List<Event> learned = fresh.stream().<Event>map(Learned::new).toList();
        return Effect().persist(learned).thenRun(now -> {
            if (options.spread().tells() && !peers.isEmpty()) {
                fresh.forEach(rumour -> hot.put(rumour.id(), new Hot(rumour, 0, 0)));
                if (!hot.isEmpty() && !timers.isTimerActive(ROUND)) {
                    startTimer(ROUND, new RoundDue(), options.interval());
                }
            }
        });
    }

    /** A peer is drawn anew each time: one that is away would else keep a node silent. */
    private NodeId peer() {
        return peers.get(node.random().nextInt(peers.size()));
    }

    /** Tells a peer what is hot; what does not fit into a message is told first in the next round. */
    private Effect<Event, RumourSet> onRoundDue() {
        if (hot.isEmpty()) {
            timers.cancel(ROUND);
            return Effect().none();
        }
        Portion<Rumour> portion =
                Portion.of(hot.values().stream().map(Hot::rumour).toList(), options.messageChars(), Rumour::chars);
        if (!portion.isAll()) {
            tally.add(Happening.HOT_RUMOURS_DID_NOT_FIT_INTO_A_MESSAGE);
        }
        List<Rumour> fitting = portion.taken();
        fitting.forEach(rumour -> hot.putLast(rumour.id(), hot.get(rumour.id())));
        told += fitting.size();
        tell(peer(), new Rumours(node.self(), ++round, fitting));
        return Effect().none();
    }

    private Effect<Event, RumourSet> onRumours(RumourSet heard, Rumours rumours) {
        List<Rumour.Id> known =
                rumours.rumours().stream().map(Rumour::id).filter(heard::has).toList();
        if (!known.isEmpty()) {
            tally.add(Happening.A_RUMOUR_CAME_THAT_WAS_KNOWN);
            tell(rumours.from(), new Heard(rumours.round(), known));
        }
        return learn(unheard(heard, rumours.rumours()));
    }

    private static List<Rumour> unheard(RumourSet heard, List<Rumour> rumours) {
        return rumours.stream().filter(rumour -> !heard.has(rumour.id())).toList();
    }

    /** Feedback and counter (Demers et al. 1987, §1.4): who meets that everybody knows it tells it no more. */
    private Effect<Event, RumourSet> onHeard(Heard answer) {
        for (Rumour.Id id : answer.known()) {
            Hot told = hot.get(id);
            if (told == null || answer.round() <= told.round()) {
                continue;
            }
            if (told.known() + 1 < options.lossOfInterest()) {
                hot.replace(id, new Hot(told.rumour(), told.known() + 1, answer.round()));
            } else {
                hot.remove(id);
                tally.add(Happening.INTEREST_IN_A_RUMOUR_WAS_LOST);
            }
        }
        return Effect().none();
    }

    private Effect<Event, RumourSet> onComparisonDue(RumourSet heard) {
        tell(peer(), new Comparison(node.self(), digest(heard)));
        return Effect().none();
    }

    private Digest digest(RumourSet heard) {
        claimed = Digest.of(heard, options.messageChars());
        if (claimed.origins().values().stream()
                .anyMatch(entry -> !entry.beyond().isEmpty())) {
            tally.add(Happening.A_DIGEST_HAD_NUMBERS_BEHIND_A_GAP);
        }
        return claimed;
    }

    /** Push and pull: tells what the other lacks, and asks for what this node lacks. */
    private Effect<Event, RumourSet> onComparison(RumourSet heard, Comparison comparison) {
        answer(heard, comparison.from(), comparison.digest(), heard.lacksSomeOf(comparison.digest()));
        return Effect().none();
    }

    /** @param asks whether this node lacks something too */
    private void answer(RumourSet heard, NodeId to, Digest digest, boolean asks) {
        Portion<Rumour> part = heard.unclaimed(digest, options.messageChars());
        List<Rumour> lacking = part.taken();
        if (lacking.stream().anyMatch(rumour -> !hot.containsKey(rumour.id()))) {
            tally.add(Happening.A_PEER_LACKED_WHAT_IS_NOT_HOT_ANY_MORE);
        }
        if (!part.isAll()) {
            tally.add(Happening.WHAT_A_PEER_LACKED_DID_NOT_FIT_INTO_A_MESSAGE);
        }
        if (asks || !lacking.isEmpty()) {
            tell(to, new Missing(node.self(), lacking, part.isAll(), asks ? digest(heard) : null));
        }
    }

    /** What was found by comparing is hot again (§1.5): others may lack it too. */
    private Effect<Event, RumourSet> onMissing(RumourSet heard, Missing missing) {
        List<Rumour> fresh = unheard(heard, missing.rumours());
        if (!fresh.isEmpty()) {
            tally.add(Happening.A_NODE_FOUND_BY_COMPARING_WHAT_IT_LACKED);
        }
        return learn(fresh).thenRun(now -> {
            if (missing.digest() != null) {
                answer(now, missing.from(), missing.digest(), false);
            }
            if (!missing.isAll() && !fresh.isEmpty()) {
                tell(missing.from(), new Comparison(node.self(), digest(now)));
            }
        });
    }
}
