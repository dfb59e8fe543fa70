package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Options.Strategy;
import dsc.concepts.shared.Letters;
import dsc.workbench.checkers.Deliveries;
import dsc.workbench.protocol.Call;
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

/** Letters, some of which their worker fails on, under a {@link Foreman}. */
public final class SupervisionScenario implements Scenario<Foreman.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(10);

    private static final Clause NOT_TWICE = Clause.checked(", any other at most once", "is there twice");

    private static final Clause FAILED =
            Clause.ruled("; one that was answered failed is not there", "a letter that is answered failed is not held");

    private static final Clause SERVED = Clause.live("; a key is served again within 10 s.");

    @Override
    public String id() {
        return "supervision";
    }

    @Override
    public String summary() {
        return "workers that fail on some letters: what their restart forgets";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        if (Options.from(settings).strategy() == Strategy.JOURNALED) {
            return new Guarantee(
                    "processed exactly once if acknowledged, whatever other letters did",
                    List.of(
                            Clause.checked(
                                    "A letter that was acknowledged is there exactly once, whatever other letters did"
                                            + " to its worker",
                                    "letter is lost"),
                            NOT_TWICE,
                            Clause.ruled(", and each is counted", "each letter is counted"),
                            FAILED,
                            Clause.limit(", as long as journals survive and the network duplicates nothing"),
                            SERVED),
                    Deliveries.EXACTLY_ONCE,
                    RECOVERY_BOUND);
        }
        return new Guarantee(
                "processed at most once",
                List.of(
                        Clause.checked("A letter is there at most once", "is there twice"),
                        FAILED,
                        Clause.limit(", as long as the network duplicates nothing"),
                        SERVED),
                Deliveries.AT_MOST_ONCE,
                RECOVERY_BOUND);
    }

    /** A letter goes to its home once, without a number: one that comes twice is processed twice. */
    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        Set<FaultKind> tolerated = FaultKind.ofProcessesLinksAndClocks();
        tolerated.remove(FaultKind.DUPLICATE);
        return tolerated;
    }

    @Override
    public Operations<Foreman.Message> operations() {
        return Letters.operations(Operations.named(id()), Foreman.Ask::new);
    }

    /** Some letters are bad, poison or fatal. */
    @Override
    public Workload workload(Settings settings) {
        Workload letters = Letters.workload();
        return (random, keys, turn) -> {
            Call call = letters.next(random, keys, turn);
            return call.function().equals(Letters.SEND)
                    ? Call.of(Letters.SEND, call.key(), call.text() + Examination.ending(random))
                    : call;
        };
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.supervision.strategy", (Object[]) Strategy.values());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Deliveries::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(Foreman.View.class, SupervisionRules::invariants, SupervisionRules.SOMETIMES);
    }

    @Override
    public Behavior<Foreman.Message> behavior(NodeContext<Foreman.Message> node) {
        return Foreman.create(node);
    }

    @Override
    public Foreman.Message inspect(ActorRef<NodeView> replyTo) {
        return new Foreman.Inspect(replyTo);
    }
}
