package dsc.concepts.foundations.communication.queue;

import dsc.concepts.foundations.communication.queue.Options.Delivery;
import dsc.concepts.shared.Letters;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Deliveries;
import dsc.workbench.protocol.Benchmark;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Letters taken to their homes by way of a {@link Queue}. */
public final class QueueScenario implements Scenario<Queue.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(10);

    private static final Clause NOT_LOST = Clause.checked(
            "Within 10 s after the last fault, each letter that was accepted is delivered", "letter is lost");

    private static final Clause NOT_TWICE = Clause.checked(", none of them twice", "is there twice");

    private static final Clause IN_ORDER = Clause.checked(
            ", and those of one channel, from one node to one home, in the order of their numbers", "was overtaken");

    @Override
    public String id() {
        return "queue";
    }

    @Override
    public String summary() {
        return "durable channels from each node to each home: accepted now, delivered later";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return switch (Options.from(settings).delivery()) {
            case EXACTLY_ONCE ->
                guarantee(
                        Deliveries.EXACTLY_ONCE_IN_ORDER,
                        "delivered exactly once, in order",
                        NOT_LOST,
                        NOT_TWICE,
                        IN_ORDER);
            case AT_LEAST_ONCE -> guarantee(Deliveries.AT_LEAST_ONCE, "delivered at least once", NOT_LOST);
            case AT_MOST_ONCE ->
                guarantee(
                        Deliveries.AT_MOST_ONCE_IN_ORDER,
                        "delivered at most once, in order",
                        Clause.checked("No letter is delivered twice", "is there twice"),
                        IN_ORDER);
        };
    }

    private static Guarantee guarantee(Checker checker, String summary, Clause... promised) {
        List<Clause> clauses = new ArrayList<>(List.of(promised));
        clauses.add(Clause.limit(", as long as journals survive"));
        clauses.add(Clause.live("; letters are accepted whether their home runs or not."));
        return new Guarantee(summary, clauses, checker, RECOVERY_BOUND);
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<Queue.Message> operations() {
        return Letters.operations(Operations.named(id()), Queue.Ask::new);
    }

    @Override
    public Workload workload(Settings settings) {
        return Letters.workload();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.queue.delivery", (Object[]) Delivery.values());
    }

    @Override
    public List<Benchmark> benchmarks() {
        return QueueBenchmarks.ALL;
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Deliveries::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(Queue.View.class, QueueRules::invariants, QueueRules.SOMETIMES);
    }

    @Override
    public Behavior<Queue.Message> behavior(NodeContext<Queue.Message> node) {
        return Queue.create(node);
    }

    @Override
    public Queue.Message inspect(ActorRef<NodeView> replyTo) {
        return new Queue.Inspect(replyTo);
    }
}
