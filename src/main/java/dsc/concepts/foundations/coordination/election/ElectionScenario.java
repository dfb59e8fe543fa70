package dsc.concepts.foundations.coordination.election;

import static dsc.workbench.protocol.Argument.KEY;

import dsc.concepts.foundations.coordination.Counting;
import dsc.concepts.foundations.coordination.Increments;
import dsc.concepts.foundations.coordination.Leaders;
import dsc.concepts.foundations.coordination.election.Options.Confirm;
import dsc.workbench.checkers.OneWriter;
import dsc.workbench.history.History;
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
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Leaders elected by {@link Election}. */
public final class ElectionScenario implements Scenario<Election.Message> {

    private static final Clause ONE_A_TERM = Clause.ruled("No term has two leaders", "one leader a term");
    private static final Clause SUPERSEDED = Clause.checked(
            "; once an act of a later term was acknowledged, none that is asked for after that is acknowledged by an"
                    + " earlier leader",
            "two writers at once");
    private static final Clause LIVE = Clause.live("; while a majority can talk to each other, a leader acts");
    private static final Clause NAMED = Clause.checked(", and all nodes name the same one.", "in the end");

    @Override
    public String id() {
        return "election";
    }

    @Override
    public String summary() {
        return "leaders by votes in terms, confirmed by a round or by a lease";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        boolean lease = Options.from(settings).confirm() == Confirm.LEASE;
        return new Guarantee(
                lease ? "one leader acts at a time, without pauses" : "one leader acts at a time",
                lease
                        ? List.of(
                                ONE_A_TERM,
                                SUPERSEDED,
                                Clause.limit(", as long as clocks keep within the drift, no node stands still between"
                                        + " its look at the lease and its answer, and journals survive"),
                                LIVE,
                                NAMED)
                        : List.of(ONE_A_TERM, SUPERSEDED, Clause.limit(", as long as journals survive"), LIVE, NAMED),
                Leaders.CHECKER,
                Duration.ofSeconds(10));
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        Set<FaultKind> tolerated = FaultKind.ofProcessesLinksAndClocks();
        if (Options.from(settings).confirm() == Confirm.LEASE) {
            tolerated.remove(FaultKind.PAUSE);
        }
        return tolerated;
    }

    @Override
    public Operations<Election.Message> operations() {
        return Counting.operations(
                        Operations.<Election.Message>named(id())
                                .update(Leaders.WRITE, KEY, (call, replyTo) -> new Election.Write(call.key(), replyTo))
                                .example("write x"),
                        Election.Ask::new)
                .query(Leaders.LEADER, (call, replyTo) -> new Election.WhoLeads(replyTo))
                .finalRead(FinalRead.ALIKE_NOT_NIL);
    }

    @Override
    public Workload workload(Settings settings) {
        return switch (Options.from(settings).acts()) {
            case WRITE -> (random, keys, turn) -> Call.of(Leaders.WRITE, keys.get(random.nextInt(keys.size())), null);
            case INCREMENT -> Increments.workload();
        };
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return new Comparison(
                List.of(
                        new Comparison.Column(
                                "election round",
                                Map.of("dsc.election.confirm", "round", "dsc.election.acts", "increment")),
                        new Comparison.Column(
                                "election lease",
                                Map.of("dsc.election.confirm", "lease", "dsc.election.acts", "increment"))),
                List.of());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(history -> {
            History acts = history.without(Set.of(Operations.FINAL + Leaders.LEADER));
            return acts.operations().stream().anyMatch(act -> act.function().equals(Leaders.WRITE))
                    ? OneWriter.counts(acts)
                    : Increments.figures(acts);
        });
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(ElectionView.class, ElectionRules::invariants, ElectionRules.SOMETIMES);
    }

    @Override
    public Behavior<Election.Message> behavior(NodeContext<Election.Message> node) {
        return Election.create(node);
    }

    @Override
    public Election.Message inspect(ActorRef<NodeView> replyTo) {
        return new Election.Inspect(replyTo);
    }
}
