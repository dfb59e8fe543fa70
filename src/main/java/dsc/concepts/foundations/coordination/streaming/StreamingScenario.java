package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.shared.Letters;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Streams;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.FinalRead;
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

/** A log in partitions and a group that reads it, by {@link Streaming}. */
public final class StreamingScenario implements Scenario<Streaming.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(15);

    private static final Clause IN_THE_LOG = Clause.checked(
            "Each record that was acknowledged is in its partition once, at its offset", "acknowledged record is lost");

    private static final Clause NOT_TWICE = Clause.checked(", no record is there twice", "in the log twice");

    private static final Clause IN_ORDER = Clause.checked(
                    ", and offsets respect real time", "a later record has a smaller offset")
            .withoutMutant("the owner of a partition can only append; StreamsTest shows a breach");

    private static final Clause FENCED =
            Clause.checked("; nobody processes for a partition after a later generation did", "generations fall");

    private static final Clause ALL = Clause.checked("; within 15 s after the last fault, all are", "never processed");

    /** Four of five send. */
    private static final int SENDS = 4;

    @Override
    public String id() {
        return "streaming";
    }

    @Override
    public String summary() {
        return "a log in partitions, and a group that reads each record once";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return switch (Options.from(settings).processing()) {
            case EXACTLY_ONCE ->
                guarantee(
                        Streams.EXACTLY_ONCE,
                        "each record processed exactly once, in order",
                        Clause.checked("; no record is processed twice", "processed twice"),
                        Clause.checked(", and none is skipped", "was skipped"),
                        ALL);
            case AT_LEAST_ONCE ->
                guarantee(
                        Streams.AT_LEAST_ONCE,
                        "each record processed at least once",
                        Clause.checked("; none is skipped when records are processed", "was skipped"),
                        ALL);
            case AT_MOST_ONCE ->
                guarantee(
                        Streams.AT_MOST_ONCE,
                        "each record processed at most once, in order",
                        Clause.checked("; no record is processed twice", "processed twice"));
        };
    }

    private static Guarantee guarantee(Checker checker, String summary, Clause... processing) {
        List<Clause> clauses = new ArrayList<>(List.of(IN_THE_LOG, NOT_TWICE, IN_ORDER, FENCED));
        clauses.addAll(List.of(processing));
        clauses.add(Clause.limit("; as long as journals survive. A partition whose owner is down waits"));
        clauses.add(Clause.live("; while it runs and can be reached, records are taken."));
        return new Guarantee(summary, clauses, checker, RECOVERY_BOUND);
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Operations<Streaming.Message> operations() {
        return Operations.<Streaming.Message>named(id())
                .update(
                        Streams.SEND,
                        Argument.KEY,
                        Letters.LETTER,
                        (call, replyTo) -> new Streaming.Send(call.key(), call.text(), replyTo))
                .example("send a 1")
                .answers()
                .query(
                        Streams.COMMITTED,
                        Argument.NUMBER.named("partition"),
                        (call, replyTo) -> new Streaming.CommittedAsked(Math.toIntExact(call.number()), replyTo))
                .example("committed 0")
                .query("log", (call, replyTo) -> new Streaming.Told(Streaming.What.LOG, replyTo))
                .finalRead(FinalRead.PER_NODE)
                .query("view", (call, replyTo) -> new Streaming.Told(Streaming.What.VIEW, replyTo))
                .example("view")
                .finalRead(FinalRead.PER_NODE)
                .query("lag", (call, replyTo) -> new Streaming.Told(Streaming.What.LAG, replyTo))
                .finalRead();
    }

    @Override
    public Workload workload(Settings settings) {
        int partitions = Options.from(settings).partitions();
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            return random.nextInt(SENDS + 1) < SENDS
                    ? Call.of(Streams.SEND, key, turn.unique())
                    : Call.of(Streams.COMMITTED, null, random.nextInt(partitions));
        };
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public List<Benchmark> benchmarks() {
        return StreamingBenchmarks.ALL;
    }

    /** It does not count, and so has a table of its own. */
    @Override
    public Comparison comparison() {
        return Comparison.LEFT_OUT;
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Streams::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(View.class, StreamingRules::invariants, StreamingRules.SOMETIMES);
    }

    @Override
    public Behavior<Streaming.Message> behavior(NodeContext<Streaming.Message> node) {
        return Streaming.create(node);
    }

    @Override
    public Streaming.Message inspect(ActorRef<NodeView> replyTo) {
        return new Streaming.Inspect(replyTo);
    }
}
