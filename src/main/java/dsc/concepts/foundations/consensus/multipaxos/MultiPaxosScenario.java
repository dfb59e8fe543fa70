package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A key-value store replicated by {@link MultiPaxos}. */
public final class MultiPaxosScenario implements Scenario<MultiPaxos.Message> {

    @Override
    public String id() {
        return "multipaxos";
    }

    @Override
    public String summary() {
        return "a key-value store on a log of decisions, each made by itself";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "linearizable, exactly once",
                List.of(
                        Clause.checked("Every read, write and compare-and-set takes effect exactly once, at one moment"
                                + " between its invocation and its completion"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; while a majority can talk to each other, operations complete.")),
                KeyValue.LINEARIZABLE,
                Duration.ofSeconds(10));
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<MultiPaxos.Message> operations() {
        return KeyValue.operations(Operations.<MultiPaxos.Message>named(id()), MultiPaxosScenario::message)
                .update(
                        Call.OPEN_SESSION,
                        (call, replyTo) -> new MultiPaxos.Execute(new Command.OpenSession(), replyTo))
                .unchecked();
    }

    private static MultiPaxos.Message message(KeyValue.Operation operation, ActorRef<Reply> replyTo) {
        return switch (operation) {
            case KeyValue.Read read -> new MultiPaxos.Read(read.key(), replyTo);
            case KeyValue.Update update -> new MultiPaxos.Execute(new Command.Update(update), replyTo);
        };
    }

    @Override
    public Workload workload(Settings settings) {
        return KeyValue.workload();
    }

    @Override
    public ClientPolicy clients() {
        return ClientPolicy.DEFAULT.withSessions(ClientPolicy.Sessions.OFFERED);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> LogOptions.from(settings));
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(MultiPaxosView.class, MultiPaxosRules::invariants, MultiPaxosRules.SOMETIMES);
    }

    @Override
    public Behavior<MultiPaxos.Message> behavior(NodeContext<MultiPaxos.Message> node) {
        return MultiPaxos.create(node);
    }

    @Override
    public MultiPaxos.Message inspect(ActorRef<NodeView> replyTo) {
        return new MultiPaxos.Inspect(replyTo);
    }
}
