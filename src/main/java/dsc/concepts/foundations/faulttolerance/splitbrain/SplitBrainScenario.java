package dsc.concepts.foundations.faulttolerance.splitbrain;

import static dsc.workbench.protocol.Argument.KEY;

import dsc.workbench.checkers.OneWriter;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.ClientPolicy;
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
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** One writer in a cluster that is cut: {@link SoleWriter}. */
public final class SplitBrainScenario implements Scenario<SplitBrainNode.Message> {

    static final String ID = "splitbrain";

    private static final String WRITE = "write";

    /** A write is one message to the writer, and with fencing one event. */
    @Override
    public String id() {
        return ID;
    }

    @Override
    public String summary() {
        return "a cluster singleton under partitions, with the strategies of the split-brain resolver";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "one writer at a time",
                List.of(
                        Clause.checked(
                                        "Once a write by a later writer was acknowledged, none that is asked for after"
                                                + " that is acknowledged by an earlier one, however links are cut and"
                                                + " nodes crash",
                                        "two writers at once")
                                .withoutMutant("what would have to break is Pekko's resolver; NoResolverIT and"
                                        + " DownAllIT show what cuts do without it"),
                        Clause.limit(", provided that the sides of a cut decide within stable-after of each other, and"
                                + " that no node stands still for longer than others take to replace it"),
                        Clause.tested(
                                "; with fencing, without that proviso.",
                                "SoleWriterTest#withFencingTheJournalRefusesIt")),
                OneWriter.CHECKER,
                Duration.ofSeconds(40));
    }

    @Override
    public Workload workload(Settings settings) {
        return (random, keys, turn) -> Call.of(WRITE, keys.get(random.nextInt(keys.size())), null);
    }

    /**
     * Not pauses: a node that stood still while others replaced it serves those who ask it first, until it hears that
     * it was given up. With fencing it would be refused, but that is a setting.
     */
    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PARTITION,
                FaultKind.PARTIAL,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.LEAVE);
    }

    @Override
    public Behavior<SplitBrainNode.Message> behavior(NodeContext<SplitBrainNode.Message> node) {
        return SplitBrainNode.create(node);
    }

    /** A write has no value: what it is about is which writer acknowledges it. */
    @Override
    public Operations<SplitBrainNode.Message> operations() {
        return Operations.<SplitBrainNode.Message>named(id())
                .update(WRITE, KEY, (call, replyTo) -> new SplitBrainNode.Write(call.key(), replyTo))
                .example("write x");
    }

    @Override
    public SplitBrainNode.Message inspect(ActorRef<NodeView> replyTo) {
        return new SplitBrainNode.Inspect(replyTo);
    }

    /** Without sessions: a write that was not answered is not asked for again, since another writer might answer. */
    @Override
    public ClientPolicy clients() {
        return ClientPolicy.DEFAULT;
    }

    @Override
    public Deployment deployment() {
        return Deployment.PLATFORM
                .withJournal(Deployment.Journal.SHARED)
                .withNodesThatJoin()
                .withNodesThatAreDowned()
                .withCheck(
                        (settings, nodes) -> SplitBrainSettings.from(settings).requireUse(nodes));
    }

    @Override
    public Metrics metrics() {
        return new Metrics(OneWriter::counts);
    }

    @Override
    public List<Benchmark> benchmarks() {
        return SplitBrainBenchmarks.all();
    }
}
