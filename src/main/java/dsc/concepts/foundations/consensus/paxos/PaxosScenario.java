package dsc.concepts.foundations.consensus.paxos;

import static dsc.workbench.protocol.Argument.KEY;

import dsc.workbench.checkers.Decisions;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.FinalRead;
import dsc.workbench.protocol.Guarantee;
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
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Decisions made by {@link Paxos}. */
public final class PaxosScenario implements Scenario<Paxos.Message> {

    /** The most characters of a value. */
    private static final int VALUE_CHARS_MAX = 1024;

    /** One operation of so many learns; the others propose. */
    private static final int LEARNS_ONE_IN = 4;

    /** A client asks so often of a decision, under some key, before it goes on to the next. */
    private static final int CALLS_A_DECISION = 5;

    /** How far back clients that learn look, in calls. */
    private static final int CALLS_BACK = 10;

    @Override
    public String id() {
        return "paxos";
    }

    @Override
    public String summary() {
        return "decisions, each made once, by a majority";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "one value a decision",
                List.of(
                        Clause.checked("For each decision, all who are told a value are told the same one", "decided"),
                        Clause.checked(", which somebody proposed", "proposed"),
                        Clause.checked("; once one was told it, none is told that there is none yet", "nothing"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; decisions are made while a majority talk to each other and rivals wait for"
                                + " each other.")),
                Decisions.CHECKER,
                Duration.ofSeconds(10));
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<Paxos.Message> operations() {
        return Operations.<Paxos.Message>named(id())
                .update(
                        Decisions.PROPOSE,
                        KEY,
                        Argument.TEXT.named("value").of(Text.of(1, VALUE_CHARS_MAX)),
                        (call, replyTo) -> new Paxos.Ask(call.key(), call.text(), replyTo))
                .example("propose lunch pizza")
                .answers()
                .query(Decisions.LEARN, KEY, (call, replyTo) -> new Paxos.Ask(call.key(), null, replyTo))
                .example("learn lunch")
                .query(Decisions.DECIDED, KEY, (call, replyTo) -> new Paxos.Decisions(call.key(), replyTo))
                .finalRead(FinalRead.PER_NODE);
    }

    /** All clients meet on the same decisions, as each goes through them in order. */
    @Override
    public Workload workload(Settings settings) {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            return random.nextInt(LEARNS_ONE_IN) == 0
                    ? Call.of(
                            Decisions.LEARN,
                            decision(key, Math.max(0, turn.number() - random.nextInt(CALLS_BACK))),
                            null)
                    : Call.of(Decisions.PROPOSE, decision(key, turn.number()), turn.unique());
        };
    }

    private static String decision(String key, long call) {
        return key + "-" + call / CALLS_A_DECISION;
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.LEFT_OUT;
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(PaxosView.class, PaxosRules::invariants, PaxosRules.SOMETIMES);
    }

    @Override
    public Behavior<Paxos.Message> behavior(NodeContext<Paxos.Message> node) {
        return Paxos.create(node);
    }

    @Override
    public Paxos.Message inspect(ActorRef<NodeView> replyTo) {
        return new Paxos.Inspect(replyTo);
    }
}
