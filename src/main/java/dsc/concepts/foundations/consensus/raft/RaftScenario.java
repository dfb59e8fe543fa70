package dsc.concepts.foundations.consensus.raft;

import static dsc.workbench.protocol.Argument.NODE;
import static dsc.workbench.protocol.Argument.OPTIONAL_NODE;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Benchmark;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A key-value store replicated by {@link Raft}. */
public final class RaftScenario implements Scenario<Raft.Message> {

    @Override
    public String id() {
        return "raft";
    }

    @Override
    public String summary() {
        return "a key-value store on a replicated log with an elected leader";
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
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.PARTITION,
                FaultKind.PARTIAL,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.DELAY,
                FaultKind.LOSS,
                FaultKind.DUPLICATE,
                FaultKind.TRANSFER,
                FaultKind.CLOCK,
                FaultKind.MEMBERSHIP);
    }

    @Override
    public Operations<Raft.Message> operations() {
        return KeyValue.operations(Operations.<Raft.Message>named(id()), RaftScenario::message)
                .update(Call.OPEN_SESSION, (call, replyTo) -> new Raft.Execute(new Command.OpenSession(), replyTo))
                .unchecked()
                .update(
                        Call.TRANSFER_LEADERSHIP,
                        OPTIONAL_NODE,
                        (call, replyTo) -> new Raft.TransferLeadership(call.optionalNode(), replyTo))
                .unchecked()
                .update(Call.ADD_SERVER, NODE, (call, replyTo) -> new Raft.AddServer(call.node(), replyTo))
                .unchecked()
                .update(Call.REMOVE_SERVER, NODE, (call, replyTo) -> new Raft.RemoveServer(call.node(), replyTo))
                .unchecked();
    }

    private static Raft.Message message(KeyValue.Operation operation, ActorRef<Reply> replyTo) {
        return switch (operation) {
            case KeyValue.Read read -> new Raft.Read(read.key(), replyTo);
            case KeyValue.Write write ->
                new Raft.Execute(
                        new Command.Write(write.session(), write.sequence(), write.key(), write.value()), replyTo);
            case KeyValue.CompareAndSet cas ->
                new Raft.Execute(
                        new Command.CompareAndSet(
                                cas.session(),
                                cas.sequence(),
                                cas.key(),
                                cas.expected().orElse(null),
                                cas.value()),
                        replyTo);
        };
    }

    @Override
    public Workload workload(Settings settings) {
        return KeyValue.workload();
    }

    @Override
    public Behavior<Raft.Message> behavior(NodeContext<Raft.Message> node) {
        return Raft.create(node, RaftSettings.from(node.settings()));
    }

    @Override
    public Raft.Message inspect(ActorRef<NodeView> replyTo) {
        return new Raft.Inspect(replyTo);
    }

    @Override
    public ClientPolicy clients() {
        return ClientPolicy.DEFAULT.withSessions(ClientPolicy.Sessions.OFFERED);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withGroupThatChanges().withCheck((settings, nodes) -> RaftSettings.from(settings));
    }

    @Override
    public Rules<ServerState> rules() {
        return new Rules<>(ServerState.class, RaftRules::invariants, RaftRules.SOMETIMES);
    }

    @Override
    public List<Benchmark> benchmarks() {
        return RaftBenchmarks.ALL;
    }
}
