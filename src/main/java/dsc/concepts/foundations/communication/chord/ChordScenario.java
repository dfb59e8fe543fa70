package dsc.concepts.foundations.communication.chord;

import static dsc.workbench.protocol.Argument.KEY;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.FinalRead;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Metrics;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Blocks on the nodes of a {@link Chord} ring. */
public final class ChordScenario implements Scenario<Chord.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(20);

    private static final int NODES = 5;

    private static final int TEXT_CHARS_MAX = 1024;

    /** The turns of a client: the first and third of so many store, the second and fourth fetch, the last looks up. */
    private static final int TURNS = 5;

    @Override
    public String id() {
        return "chord";
    }

    @Override
    public String summary() {
        return "a lookup ring: any node finds the owner of a key, though none knows all others";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "one ring in the end, with all blocks",
                List.of(
                        Clause.checked(
                                "Within 20 s after the last fault, all nodes name the same owner for a key",
                                "two owners are named"),
                        Clause.checked(
                                ", the first node at or after its identifier", "the first node at or after it is"),
                        Clause.checked(
                                ", and every acknowledged block is held there",
                                "an acknowledged block is not at its owner"),
                        Clause.limit(", as long as journals survive; while faults last, a lookup may be wrong and a"
                                + " fetch may miss"),
                        Clause.live("; then operations complete again.")),
                new ChordRing(),
                RECOVERY_BOUND);
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<Chord.Message> operations() {
        Argument text = Argument.TEXT.named("text").of(Text.of(1, TEXT_CHARS_MAX));
        return Operations.<Chord.Message>named(id())
                .update(
                        ChordRing.STORE,
                        KEY,
                        text,
                        (call, replyTo) -> ask(new Chord.StoreBlock(call.key(), call.text()), replyTo))
                .example("store b1 hello")
                .answers()
                .query(ChordRing.FETCH, KEY, (call, replyTo) -> ask(new Chord.FetchBlock(call.key()), replyTo))
                .example("fetch b1")
                .query(ChordRing.LOOKUP, KEY, (call, replyTo) -> ask(new Chord.LookUp(call.key()), replyTo))
                .example("lookup apple")
                .finalRead()
                .query(ChordRing.HELD, (call, replyTo) -> ask(new Chord.Held(), replyTo))
                .finalRead(FinalRead.PER_NODE);
    }

    private static Chord.Message ask(Chord.Operation operation, ActorRef<dsc.workbench.protocol.Reply> replyTo) {
        return new Chord.Ask(operation, replyTo);
    }

    /** New blocks, fetches of those that some client may have stored, and lookups. */
    @Override
    public Workload workload(Settings settings) {
        return (random, keys, turn) -> {
            int kind = (int) (turn.number() % TURNS);
            return switch (kind) {
                case 0, 2 -> Call.of(ChordRing.STORE, turn.unique(), "text of " + turn.unique());
                case 1, 3 -> Call.of(ChordRing.FETCH, earlier(random, turn), null);
                default -> Call.of(ChordRing.LOOKUP, keys.get(random.nextInt(keys.size())), null);
            };
        };
    }

    private static String earlier(RandomGenerator random, Workload.Turn turn) {
        long number = random.nextLong(turn.number());
        long storing = number % TURNS >= 2 ? number - number % TURNS + 2 : number - number % TURNS;
        return new Workload.Turn(random.nextInt(turn.clients()), turn.clients(), storing).unique();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withNodes(NODES).withCheck(Options::require);
    }

    @Override
    public Comparison comparison() {
        return Comparison.LEFT_OUT;
    }

    @Override
    public Metrics metrics() {
        return new Metrics(ChordRing::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(Chord.View.class, ChordRules::invariants, ChordRules.SOMETIMES);
    }

    @Override
    public Behavior<Chord.Message> behavior(NodeContext<Chord.Message> node) {
        return Chord.create(node);
    }

    @Override
    public Chord.Message inspect(ActorRef<NodeView> replyTo) {
        return new Chord.Inspect(replyTo);
    }
}
