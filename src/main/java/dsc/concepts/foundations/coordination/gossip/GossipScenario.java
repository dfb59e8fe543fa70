package dsc.concepts.foundations.coordination.gossip;

import dsc.concepts.shared.Letters;
import dsc.workbench.checkers.Deliveries;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
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
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Letters told to everybody by {@link Gossip}. */
public final class GossipScenario implements Scenario<Gossip.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(10);

    private static final Clause FAILED = Clause.checked(", and none whose send failed", "whose send failed is there");

    private static final Clause WITH_JOURNALS = Clause.limit(", as long as journals survive");

    private static final Clause LIVE =
            Clause.live("; rumours are accepted by every node that runs, whether others can be reached or not.");

    @Override
    public String id() {
        return "gossip";
    }

    @Override
    public String summary() {
        return "rumours that every node hears, with nobody in charge";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        if (Options.from(settings).spread().compares()) {
            return new Guarantee(
                    "heard by every node, once",
                    List.of(
                            Clause.checked(
                                    "Within 10 s after the last fault, every node has heard the same rumours",
                                    "two nodes answer differently"),
                            Clause.checked(", each that was acknowledged among them", "letter is lost"),
                            Clause.checked(", none twice", "is there twice"),
                            FAILED,
                            WITH_JOURNALS,
                            LIVE),
                    Deliveries.EXACTLY_ONCE,
                    RECOVERY_BOUND);
        }
        return new Guarantee(
                "heard by most nodes, at most once",
                List.of(
                        Clause.checked("No node hears a rumour twice", "is there twice"),
                        FAILED,
                        Clause.limit("; how many nodes miss one is counted and not bounded"),
                        WITH_JOURNALS,
                        LIVE),
                Deliveries.AT_MOST_ONCE_EACH,
                RECOVERY_BOUND);
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<Gossip.Message> operations() {
        return Letters.operations(Operations.named(id()), Gossip.Ask::new);
    }

    @Override
    public Workload workload(Settings settings) {
        return Letters.workload();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    /** It does not count, and so has a table of its own. */
    @Override
    public Comparison comparison() {
        return Comparison.LEFT_OUT;
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Residue::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(Gossip.View.class, GossipRules::invariants, GossipRules.SOMETIMES);
    }

    @Override
    public Behavior<Gossip.Message> behavior(NodeContext<Gossip.Message> node) {
        return Gossip.create(node);
    }

    @Override
    public Gossip.Message inspect(ActorRef<NodeView> replyTo) {
        return new Gossip.Inspect(replyTo);
    }
}
