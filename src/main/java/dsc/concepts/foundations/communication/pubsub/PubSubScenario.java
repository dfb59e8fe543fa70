package dsc.concepts.foundations.communication.pubsub;

import dsc.concepts.shared.Letters;
import dsc.workbench.checkers.Deliveries;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Metrics;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Letters published under a key, to a subscriber on each node: {@link PubSub}. */
public final class PubSubScenario implements Scenario<PubSub.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(40);

    @Override
    public String id() {
        return "pubsub";
    }

    @Override
    public String summary() {
        return "Pekko's Topic: publications to a subscriber on each node, as they can be reached";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "received at most once, in order",
                List.of(
                        Clause.checked("A subscriber gets a publication at most once", "is there twice"),
                        Clause.checked(", and those of one start of one publisher in their order", "was overtaken")
                                .withoutMutant("only a live run shows it: a publisher that goes through the topics of"
                                        + " other nodes"),
                        Clause.limit("; that it gets one is not promised: in a cut, publications reach one side."),
                        Clause.tested(
                                " A subscriber that starts again hears of its keys again.",
                                "PubSubTest#aSubscriberThatStartsAgainHearsOfItsKeys")),
                Deliveries.AT_MOST_ONCE_IN_ORDER,
                RECOVERY_BOUND);
    }

    /** Faults of single messages are of peers, and topics do not use these. */
    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.PARTITION,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.LEAVE);
    }

    @Override
    public Operations<PubSub.Message> operations() {
        return Letters.operations(Operations.named(id()), PubSub.Ask::new);
    }

    @Override
    public Workload workload(Settings settings) {
        return Letters.workload();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PLATFORM
                .withNodesThatJoin()
                .withNodesThatAreDowned()
                .withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.asItIs(id());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(PubSubScenario::figures);
    }

    /** What became of publications, and of their copies: one is due to each subscriber. */
    private static Map<String, Long> figures(History history) {
        Map<String, Long> figures = new LinkedHashMap<>(Deliveries.figures(history));
        Map<Object, Set<String>> acknowledged = new HashMap<>();
        for (Operation operation : history.operations()) {
            if (operation.function().equals(Deliveries.SEND) && operation.outcome() == Operation.Outcome.OK) {
                acknowledged
                        .computeIfAbsent(operation.key(), first -> new HashSet<>())
                        .add(String.valueOf(operation.argument()));
            }
        }
        long due = 0;
        long missed = 0;
        for (Operation operation : history.operations()) {
            if (operation.function().equals(Deliveries.FINAL_RECEIVED) && operation.result() instanceof List<?> got) {
                Set<String> letters = new HashSet<>(acknowledged.getOrDefault(operation.key(), Set.of()));
                due += letters.size();
                got.forEach(letter -> letters.remove(String.valueOf(letter)));
                missed += letters.size();
            }
        }
        figures.put("copies due", due);
        figures.put("copies missed", missed);
        return figures;
    }

    @Override
    public Behavior<PubSub.Message> behavior(NodeContext<PubSub.Message> node) {
        return PubSub.create(node);
    }

    @Override
    public PubSub.Message inspect(ActorRef<NodeView> replyTo) {
        return new PubSub.Inspect(replyTo);
    }
}
