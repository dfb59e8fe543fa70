package dsc.concepts.foundations.coordination.lock;

import static dsc.workbench.protocol.Argument.KEY;
import static dsc.workbench.protocol.Argument.TEXT;

import dsc.concepts.foundations.coordination.Counting;
import dsc.concepts.foundations.coordination.Increments;
import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.foundations.coordination.lock.Options.LeaseClock;
import dsc.workbench.protocol.Call;
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
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Locks granted by {@link Lock}, and the counters that they protect. */
public final class LockScenario implements Scenario<Lock.Message> {

    private static final Clause COUNTS =
            Clause.checked("Each increment and read takes effect at one moment, and no count is given twice");

    @Override
    public String id() {
        return "lock";
    }

    @Override
    public String summary() {
        return "locks with leases on a majority, and fencing tokens for what they protect";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        Options options = Options.from(settings);
        List<Clause> clauses = options.fencing()
                ? List.of(
                        COUNTS,
                        Clause.limit(", whatever pauses, clocks and the network do, as long as journals survive"),
                        Clause.live("; while a majority can talk to each other, locks are granted again."))
                : List.of(
                        COUNTS,
                        Clause.limit(", as long as no node stands still, and no message is under way, for longer than a"
                                + " quarter of the ttl, and clocks keep within the drift"),
                        Clause.live("; while a majority can talk to each other, locks are granted again."));
        return new Guarantee(
                options.fencing() ? "linearizable counters" : "linearizable counters without pauses and delays",
                clauses,
                Counting.LINEARIZABLE,
                Duration.ofSeconds(10));
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        Options options = Options.from(settings);
        Set<FaultKind> tolerated = FaultKind.ofProcessesLinksAndClocks();
        if (!options.fencing()) {
            tolerated.remove(FaultKind.PAUSE);
            tolerated.remove(FaultKind.DELAY);
            if (options.clock() == LeaseClock.TIME_OF_DAY) {
                tolerated.remove(FaultKind.CLOCK);
            }
        }
        return tolerated;
    }

    @Override
    public Operations<Lock.Message> operations() {
        return Counting.operations(Operations.<Lock.Message>named(id()), Lock.Ask::new)
                .update("lock", KEY, (call, replyTo) -> new Lock.Take(call.key(), replyTo))
                .example("lock printer")
                .unchecked()
                .update(
                        "unlock",
                        KEY,
                        Token.ARGUMENT,
                        (call, replyTo) -> new Lock.GiveBack(call.key(), token(call, 0), replyTo))
                .unchecked()
                .update(
                        "put",
                        KEY,
                        TEXT,
                        Token.ARGUMENT,
                        (call, replyTo) -> new Lock.PutWith(call.key(), call.text(), token(call, 1), replyTo))
                .unchecked()
                .query("get", KEY, (call, replyTo) -> new Lock.Get(call.key(), replyTo))
                .unchecked();
    }

    /** The argument was held against its form before. */
    private static Token token(Call call, int at) {
        return Token.parse(call.text(at)).orElseThrow();
    }

    @Override
    public Workload workload(Settings settings) {
        return Increments.workload();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> Options.from(settings));
    }

    @Override
    public Comparison comparison() {
        return new Comparison(
                List.of(
                        new Comparison.Column("lock fenced", Map.of("dsc.lock.fencing", "on")),
                        new Comparison.Column("lock unfenced", Map.of("dsc.lock.fencing", "off"))),
                List.of());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(Increments::figures);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(LockView.class, LockRules::invariants, LockRules.SOMETIMES);
    }

    @Override
    public Behavior<Lock.Message> behavior(NodeContext<Lock.Message> node) {
        return Lock.create(node);
    }

    @Override
    public Lock.Message inspect(ActorRef<NodeView> replyTo) {
        return new Lock.Inspect(replyTo);
    }
}
