package dsc.concepts.foundations.consensus.raft;

import static dsc.workbench.protocol.Argument.KEY;
import static dsc.workbench.protocol.Argument.NODE;
import static dsc.workbench.protocol.Argument.OPTIONAL_NODE;
import static dsc.workbench.protocol.Argument.TEXT;
import static dsc.workbench.protocol.Argument.TEXT_CHARS_MAX;

import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A key-value store replicated by {@link Raft}. */
public final class RaftScenario implements Scenario<Raft.Message> {

    private static final int BENCH_KEYS = 1_000;
    private static final int BENCH_VALUE_BYTES = 64;
    private static final int BENCH_OUTSTANDING_MAX = 10_000;

    /** Few values, so that a compare-and-set often finds the one that it expects. */
    private static final int VALUES = 5;

    /** Null stands for a key never written; no command line can give it. */
    private static final Argument EXPECTED = TEXT.named("EXPECTED", "an expected value")
            .of(Text.of(0, TEXT_CHARS_MAX).orNull());

    private static final Argument NEW = TEXT.named("NEW", "a new value");

    @Override
    public String id() {
        return "raft";
    }

    @Override
    public String summary() {
        return "a key-value store on a replicated log with an elected leader";
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee(
                "linearizable, exactly once",
                "Every read, write and compare-and-set takes effect exactly once, at one moment between its invocation"
                        + " and its completion, as long as journals survive; while a majority can talk to each other,"
                        + " operations complete.",
                "kv",
                Linearizability.of(Models.KV),
                Duration.ofSeconds(10));
    }

    /** Half reads, a quarter writes, a quarter compare-and-sets. */
    @Override
    public Workload workload() {
        return (random, keys) -> {
            String key = keys.get(random.nextInt(keys.size()));
            int kind = random.nextInt(4);
            String value = Integer.toString(random.nextInt(VALUES));
            String expected = Integer.toString(random.nextInt(VALUES));
            return switch (kind) {
                case 0 -> Call.of("write", key, value);
                case 1 -> Call.of("cas", key, List.of(expected, value));
                default -> Call.of("read", key, null);
            };
        };
    }

    @Override
    public Set<FaultKind> tolerates() {
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.PARTITION,
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
    public boolean usesSessions() {
        return true;
    }

    @Override
    public boolean groupCanChange() {
        return true;
    }

    @Override
    public Behavior<Raft.Message> behavior(NodeContext<Raft.Message> node) {
        return Raft.create(node, RaftSettings.from(node.settings()));
    }

    @Override
    public Operations<Raft.Message> operations() {
        return Operations.<Raft.Message>named(id())
                .query("read", KEY, (call, replyTo) -> new Raft.Read(call.key(), replyTo))
                .example("read x")
                .update("write", KEY, TEXT, (call, replyTo) -> new Raft.Execute(write(call), replyTo))
                .example("write x 1")
                .update("cas", KEY, EXPECTED, NEW, (call, replyTo) -> new Raft.Execute(compareAndSet(call), replyTo))
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

    private static Command write(Call call) {
        return new Command.Write(call.session(), call.sequence(), call.key(), call.text());
    }

    private static Command compareAndSet(Call call) {
        return new Command.CompareAndSet(call.session(), call.sequence(), call.key(), call.text(0), call.text(1));
    }

    @Override
    public Raft.Message inspect(ActorRef<NodeView> replyTo) {
        return new Raft.Inspect(replyTo);
    }

    @Override
    public Rules<ServerState> rules() {
        return new Rules<>(ServerState.class, RaftRules::invariants, RaftRules.SOMETIMES);
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(new Benchmark(
                "throughput",
                "committed writes of " + BENCH_VALUE_BYTES + " bytes a second, and how long one takes",
                List.of(Benchmark.Parameter.ofNumbers("outstanding", 1, BENCH_OUTSTANDING_MAX, 1, 16, 64)),
                new Benchmark.LeaderLoad(
                        "write", BENCH_KEYS, BENCH_VALUE_BYTES, "outstanding", new Benchmark.Rounds(5, 3, 15)),
                List.of("outstanding: writes under way at any time")));
    }
}
