package dsc.concepts.foundations.communication.delivery;

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
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Letters taken to their homes by {@link ReliableDelivery}. */
public final class DeliveryScenario implements Scenario<ReliableDelivery.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(40);

    private static final Clause NOT_LOST = Clause.checked(
            "Within 40 s after the last fault, each letter that was accepted is delivered", "letter is lost");

    private static final Clause SURVIVING =
            Clause.limit(", as long as journals survive and a majority of the cluster remains");

    private static final Clause CONNECTED = Clause.tested(
            "; a home and a sender find each other again after a crash of either.",
            "ReliableDeliveryTest#aHomeConnectsWithASenderThatStartsAgain");

    @Override
    public String id() {
        return "delivery";
    }

    @Override
    public String summary() {
        return "Pekko's Reliable Delivery between each node and each home";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        if (Options.from(settings).deduplicate()) {
            return new Guarantee(
                    "delivered exactly once, in order",
                    List.of(
                            NOT_LOST,
                            Clause.checked(", none of them twice", "is there twice"),
                            Clause.checked(
                                            ", and those of one channel, from one node to one home, in the order of"
                                                    + " their numbers",
                                            "was overtaken")
                                    .withoutMutant("what would have to break are Pekko's controllers"),
                            SURVIVING,
                            CONNECTED),
                    Deliveries.EXACTLY_ONCE_IN_ORDER,
                    RECOVERY_BOUND);
        }
        return new Guarantee(
                "delivered at least once",
                List.of(NOT_LOST, SURVIVING, CONNECTED),
                Deliveries.AT_LEAST_ONCE,
                RECOVERY_BOUND);
    }

    /** Faults of single messages are of peers, and Pekko's channels do not use these. */
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
    public Operations<ReliableDelivery.Message> operations() {
        return Letters.operations(Operations.named(id()), ReliableDelivery.Ask::new);
    }

    @Override
    public Workload workload(Settings settings) {
        return Letters.workload();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PLATFORM.withNodesThatAreDowned().withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return new Comparison(
                List.of(
                        new Comparison.Column("delivery", Map.of()),
                        new Comparison.Column("delivery no deduplication", Map.of("dsc.delivery.deduplicate", "off"))),
                List.of());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Deliveries::figures);
    }

    @Override
    public Behavior<ReliableDelivery.Message> behavior(NodeContext<ReliableDelivery.Message> node) {
        return ReliableDelivery.create(node);
    }

    @Override
    public ReliableDelivery.Message inspect(ActorRef<NodeView> replyTo) {
        return new ReliableDelivery.Inspect(replyTo);
    }
}
