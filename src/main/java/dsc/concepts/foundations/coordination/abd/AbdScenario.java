package dsc.concepts.foundations.coordination.abd;

import static dsc.workbench.protocol.Argument.KEY;
import static dsc.workbench.protocol.Argument.TEXT;

import dsc.concepts.foundations.coordination.Increments;
import dsc.concepts.shared.KeyValue;
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

/** Registers kept by {@link Abd}. */
public final class AbdScenario implements Scenario<Abd.Message> {

    @Override
    public String id() {
        return "abd";
    }

    @Override
    public String summary() {
        return "registers on a majority of replicas, without a leader";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "linearizable",
                List.of(
                        Clause.checked("Every read and write takes effect at one moment between its invocation and its"
                                + " completion"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; while a majority can talk to each other, operations complete."),
                        Clause.checked(
                                " An increment is a read and then a write",
                                "with each increment taken as a read and then a write"),
                        Clause.limit(", and can be lost.")),
                new Increments(KeyValue.LINEARIZABLE),
                Duration.ofSeconds(5));
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<Abd.Message> operations() {
        return Operations.<Abd.Message>named(id())
                .query("read", KEY, (call, replyTo) -> new Abd.Read(call.key(), replyTo))
                .example("read x")
                .update("write", KEY, TEXT, (call, replyTo) -> new Abd.Write(call.key(), call.text(), replyTo))
                .example("write x 1")
                .update(Increments.FUNCTION, KEY, (call, replyTo) -> new Abd.Increment(call.key(), replyTo))
                .absent("cas", "registers cannot compare and set (Herlihy 1991); raft can");
    }

    @Override
    public Workload workload(Settings settings) {
        return switch (Abd.Options.from(settings).acts()) {
            case WRITE -> KeyValue.readsAndUniqueWrites();
            case INCREMENT -> Increments.workload();
        };
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Abd.Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.abd.acts", (Object[]) Abd.Options.Acts.values());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Increments::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(Abd.View.class, AbdRules::invariants, AbdRules.SOMETIMES);
    }

    @Override
    public Behavior<Abd.Message> behavior(NodeContext<Abd.Message> node) {
        return Abd.create(node);
    }

    @Override
    public Abd.Message inspect(ActorRef<NodeView> replyTo) {
        return new Abd.Inspect(replyTo);
    }
}
