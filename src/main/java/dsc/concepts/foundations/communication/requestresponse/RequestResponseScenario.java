package dsc.concepts.foundations.communication.requestresponse;

import dsc.concepts.foundations.communication.requestresponse.Options.Semantics;
import dsc.concepts.shared.Letters;
import dsc.workbench.checkers.Checker;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Letters taken to their homes by {@link RequestResponse}. */
public final class RequestResponseScenario implements Scenario<RequestResponse.Message> {

    private static final Clause WITH_JOURNALS = Clause.limit(", as long as journals survive");

    private static final Clause FAILED = Clause.checked(", and one that failed is not", "whose send failed is there");

    private static final Clause LIVE = Clause.live("; while the home runs and can be reached, calls complete.");

    @Override
    public String id() {
        return "requestresponse";
    }

    @Override
    public String summary() {
        return "remote calls that are executed maybe, at least once, or once";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return switch (semantics(settings)) {
            case MAYBE ->
                guarantee(
                        Deliveries.AT_MOST_ONCE,
                        "executed at most once",
                        Clause.checked("A letter is processed at most once", "is there twice"),
                        Clause.limit(", as long as the network duplicates nothing and journals survive"));
            case AT_LEAST_ONCE ->
                guarantee(
                        Deliveries.AT_LEAST_ONCE,
                        "executed at least once if acknowledged",
                        Clause.checked("A letter that was acknowledged is processed at least once", "letter is lost"),
                        WITH_JOURNALS);
            case AT_MOST_ONCE ->
                guarantee(
                        Deliveries.EXACTLY_ONCE,
                        "executed exactly once if acknowledged, else at most once",
                        Clause.checked("A letter that was acknowledged is processed exactly once", "letter is lost"),
                        Clause.checked(", any other at most once", "is there twice"),
                        FAILED,
                        WITH_JOURNALS);
        };
    }

    private static Guarantee guarantee(Checker checker, String summary, Clause... promised) {
        List<Clause> clauses = new ArrayList<>(List.of(promised));
        clauses.add(LIVE);
        return new Guarantee(summary, clauses, checker, Duration.ofSeconds(10));
    }

    private static Semantics semantics(Settings settings) {
        return Options.from(settings).semantics();
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        Set<FaultKind> tolerated = FaultKind.ofProcessesLinksAndClocks();
        if (semantics(settings) == Semantics.MAYBE) {
            tolerated.remove(FaultKind.DUPLICATE);
        }
        return tolerated;
    }

    @Override
    public Operations<RequestResponse.Message> operations() {
        return Letters.operations(Operations.named(id()), RequestResponse.Ask::new);
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
        return Comparison.by(id(), "dsc.requestresponse.semantics", (Object[]) Semantics.values());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Deliveries::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(
                RequestResponse.View.class, RequestResponseRules::invariants, RequestResponseRules.SOMETIMES);
    }

    @Override
    public Behavior<RequestResponse.Message> behavior(NodeContext<RequestResponse.Message> node) {
        return RequestResponse.create(node);
    }

    @Override
    public RequestResponse.Message inspect(ActorRef<NodeView> replyTo) {
        return new RequestResponse.Inspect(replyTo);
    }
}
