package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.positions.Positions;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
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

/** A key-value store replicated by {@link Zab}. */
public final class ZabScenario implements Scenario<Zab.Message> {

    @Override
    public String id() {
        return "zab";
    }

    @Override
    public String summary() {
        return "a key-value store whose primary broadcasts changes of state, as ZooKeeper";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        boolean isLocal = Reads.from(settings) == Reads.LOCAL;
        return new Guarantee(
                isLocal ? "updates linearizable, reads in their order" : "linearizable, exactly once",
                List.of(
                        Clause.checked(
                                "Every write and compare-and-set takes effect exactly once, at one moment between"
                                        + " its invocation and its completion, and all clients see them in that order"),
                        isLocal
                                ? Clause.checked("; what a client reads contains its own updates and never goes back")
                                : Clause.checked("; what a client reads is not older than any answer before it"),
                        Clause.limit(isLocal ? ", but may be old" : ""),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; while a majority can talk to each other, operations complete.")),
                isLocal ? Positions.ORDERED : Positions.LINEARIZABLE,
                Duration.ofSeconds(10));
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<Zab.Message> operations() {
        return KeyValue.answeringOperations(
                        Operations.<Zab.Message>named(id()),
                        (operation, call, replyTo) -> new Zab.Ask(operation, call.context(), replyTo))
                .update(Call.OPEN_SESSION, (call, replyTo) -> new Zab.Execute(new Command.OpenSession(), replyTo))
                .unchecked();
    }

    @Override
    public Workload workload(Settings settings) {
        return KeyValue.workload();
    }

    @Override
    public ClientPolicy clients() {
        return ClientPolicy.DEFAULT.withSessions(ClientPolicy.Sessions.OFFERED).withContext();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> {
            LogOptions.from(settings);
            Reads.from(settings);
        });
    }

    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.zab.reads", Reads.LOCAL, Reads.SYNC).alsoChecked(Positions.LINEARIZABLE);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(ZabView.class, ZabRules::invariants, ZabRules.SOMETIMES);
    }

    @Override
    public Behavior<Zab.Message> behavior(NodeContext<Zab.Message> node) {
        return Zab.create(node);
    }

    @Override
    public Zab.Message inspect(ActorRef<NodeView> replyTo) {
        return new Zab.Inspect(replyTo);
    }
}
