package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.checkers.Ledgers;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.ArgumentType.Whole;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Metrics;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Accounts on Cluster Sharding: {@link Account}. */
public final class HorizontalScenario implements Scenario<Branch.Message> {

    private static final Argument ACCOUNT =
            Argument.KEY.named("account").of(Text.of(1, Account.ID_CHARS_MAX).matching(Account.ID, Account.FORM));

    private static final Argument AMOUNT = Argument.NUMBER.named("amount").of(Whole.between(1, Transfer.AMOUNT_MAX));

    /** The client's own, which no other transfer has. */
    private static final Argument REFERENCE = Argument.TEXT
            .named("reference")
            .of(Text.of(1, Transfer.REFERENCE_CHARS_MAX).withoutControls());

    /** Why no mutant breaks a promise to make progress. */
    private static final String ONLY_LIVE =
            "HorizontalLiveIT and the partitions of HorizontalScalingIT show it, on a cluster of several JVMs";

    private static final int AMOUNT_MAX = 100;

    /** What a client's reference to a transfer is drawn from. */
    private static final int REFERENCE_BITS = 40;

    @Override
    public String id() {
        return "horizontal";
    }

    @Override
    public String summary() {
        return "accounts on Cluster Sharding, each with one writer at a time, fenced by the journal";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "nothing acknowledged lost, nothing twice",
                List.of(
                        Clause.checked(
                                "No acknowledged deposit or withdrawal is lost",
                                "was acknowledged, and is not in the ledger"),
                        Clause.checked(", none counts twice", "counts twice"),
                        Clause.checked(", and no balance is negative", "is -"),
                        Clause.limit(", whatever the cluster takes for an account's home, as long as the journal"
                                + " survives"),
                        Clause.live("; while most nodes can talk to each other, operations complete.")
                                .withoutMutant(ONLY_LIVE),
                        Clause.checked(" A balance that is read is one that there was", "which never held that"),
                        Clause.limit(", and may be old.")),
                Ledgers.CHECKER,
                Duration.ofSeconds(40));
    }

    /** Half deposits, a quarter withdrawals, a quarter reads. */
    @Override
    public Workload workload(Settings settings) {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            int kind = random.nextInt(4);
            String amount = Integer.toString(1 + random.nextInt(AMOUNT_MAX));
            String reference = Long.toString(random.nextLong() >>> (Long.SIZE - REFERENCE_BITS), Character.MAX_RADIX);
            return switch (kind) {
                case 0 -> Call.of("read", key, null);
                case 1 -> Call.of("withdraw", key, List.of(amount, reference));
                default -> Call.of("deposit", key, List.of(amount, reference));
            };
        };
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
                FaultKind.LEAVE);
    }

    @Override
    public Behavior<Branch.Message> behavior(NodeContext<Branch.Message> node) {
        return Branch.create(node);
    }

    /** In the end, every node says what an account holds, and what the journal says. */
    @Override
    public Operations<Branch.Message> operations() {
        return Operations.<Branch.Message>named(id())
                .update("deposit", ACCOUNT, AMOUNT, REFERENCE, (call, replyTo) -> post(call, 1, replyTo))
                .example("deposit alice 10 r1")
                .update("withdraw", ACCOUNT, AMOUNT, REFERENCE, (call, replyTo) -> post(call, -1, replyTo))
                .query("read", ACCOUNT, (call, replyTo) -> new Branch.Read(call.key(), replyTo))
                .example("read alice")
                .finalRead()
                .query("audit", ACCOUNT, (call, replyTo) -> new Branch.ReadEvents(call.key(), replyTo))
                .unchecked()
                .finalRead()
                .update(Call.OPEN_SESSION, (call, replyTo) -> new Branch.OpenSession(replyTo))
                .unchecked();
    }

    private static Branch.Message post(Call call, int sign, ActorRef<Reply> replyTo) {
        Transfer transfer = new Transfer(call.session(), call.sequence(), call.text(1), sign * call.number(0));
        return new Branch.Post(call.key(), transfer, replyTo);
    }

    @Override
    public Branch.Message inspect(ActorRef<NodeView> replyTo) {
        return new Branch.Inspect(replyTo);
    }

    @Override
    public ClientPolicy clients() {
        return ClientPolicy.DEFAULT.withSessions(ClientPolicy.Sessions.REQUIRED);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PLATFORM
                .withJournal(Deployment.Journal.SHARED)
                .withNodesThatJoin()
                .withNodesThatAreDowned()
                .withCheck((settings, nodes) -> HorizontalSettings.from(settings));
    }

    /** By each way to choose the node of a shard. */
    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.horizontal.allocation", (Object[]) HorizontalSettings.Allocation.values());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(HorizontalFigures::of);
    }

    @Override
    public List<Benchmark> benchmarks() {
        return HorizontalBenchmarks.all();
    }
}
