package dsc.concepts.foundations.coordination.abd;

import static dsc.workbench.protocol.Argument.KEY;
import static dsc.workbench.protocol.Argument.TEXT;

import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.history.History;
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
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Registers kept by {@link Abd}. */
public final class AbdScenario implements Scenario<Abd.Message> {

    private static final int VALUES = 1_000_000;

    @Override
    public String id() {
        return "abd";
    }

    @Override
    public String summary() {
        return "linearizable registers on a majority of replicas, without a leader";
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee(
                "linearizable",
                "Every read and write takes effect at one moment between its invocation and its completion, as long as"
                        + " journals survive; while a majority can talk to each other, operations complete. An"
                        + " increment is a read and then a write, and can be lost.",
                "kv",
                new Increments(Linearizability.of(Models.KV)),
                Duration.ofSeconds(5));
    }

    @Override
    public Workload workload() {
        return (random, keys) -> {
            String key = keys.get(random.nextInt(keys.size()));
            return random.nextBoolean()
                    ? Call.of("read", key, null)
                    : Call.of("write", key, Integer.toString(random.nextInt(VALUES)));
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
                FaultKind.CLOCK);
    }

    @Override
    public boolean usesSessions() {
        return false;
    }

    @Override
    public Operations<Abd.Message> operations() {
        return Operations.<Abd.Message>named(id())
                .query("read", KEY, (call, replyTo) -> new Abd.Read(call.key(), replyTo))
                .example("read x")
                .update("write", KEY, TEXT, (call, replyTo) -> new Abd.Write(call.key(), call.text(), replyTo))
                .example("write x 1")
                .update("increment", KEY, (call, replyTo) -> new Abd.Increment(call.key(), replyTo));
    }

    @Override
    public Map<String, Map<String, String>> compared() {
        return comparedBy("acts", "write", "increment");
    }

    @Override
    public Map<String, Long> figures(History history) {
        return Increments.figures(history);
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
