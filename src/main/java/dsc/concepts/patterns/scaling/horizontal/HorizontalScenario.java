package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.checkers.Checkers;
import dsc.workbench.checkers.Ledgers;
import dsc.workbench.history.History;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Accounts on Cluster Sharding: {@link Account}. */
public final class HorizontalScenario implements Scenario<Branch.Message> {

    private static final String AUDIT = "audit";

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
    public Guarantee guarantee() {
        return new Guarantee(
                "nothing acknowledged lost, nothing twice",
                "No acknowledged deposit or withdrawal is lost, none counts twice, and no balance is negative, whatever"
                        + " the cluster takes for an account's home, as long as the journal survives; while most nodes"
                        + " can talk to each other, operations complete. A balance that is read may be old.",
                Checkers.ACCOUNTS,
                Ledgers.CHECKER,
                Duration.ofSeconds(40));
    }

    @Override
    public Workload workload() {
        return new Workload() {
            /** Half deposits, a quarter withdrawals, a quarter reads. */
            @Override
            public Call next(RandomGenerator random, List<String> keys) {
                String key = keys.get(random.nextInt(keys.size()));
                int kind = random.nextInt(4);
                String amount = Integer.toString(1 + random.nextInt(AMOUNT_MAX));
                String reference =
                        Long.toString(random.nextLong() >>> (Long.SIZE - REFERENCE_BITS), Character.MAX_RADIX);
                return switch (kind) {
                    case 0 -> Call.of("read", key, null);
                    case 1 -> Call.of("withdraw", key, List.of(amount, reference));
                    default -> Call.of("deposit", key, List.of(amount, reference));
                };
            }

            /** What each node says an account holds, and what the journal says. */
            @Override
            public List<Call> closing(List<String> keys) {
                return Stream.of("read", AUDIT)
                        .flatMap(function -> keys.stream().map(key -> Call.of(function, key, null)))
                        .toList();
            }
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
                FaultKind.LEAVE);
    }

    @Override
    public Set<String> notJudged() {
        return Set.of(Call.OPEN_SESSION, AUDIT);
    }

    @Override
    public List<String> examples() {
        return List.of("deposit alice 10 r1", "read alice");
    }

    @Override
    public boolean usesSessions() {
        return true;
    }

    @Override
    public boolean nodesCanJoin() {
        return true;
    }

    @Override
    public boolean needsSessions() {
        return true;
    }

    @Override
    public boolean needsCluster() {
        return true;
    }

    @Override
    public boolean nodesMayBeDowned() {
        return true;
    }

    @Override
    public boolean needsSharedJournal() {
        return true;
    }

    @Override
    public Behavior<Branch.Message> behavior(NodeContext<Branch.Message> node) {
        return Branch.create(node);
    }

    @Override
    public Branch.Message call(Call call, ActorRef<Reply> replyTo) {
        return switch (call.function()) {
            case "read" -> new Branch.Read(Account.requireId(call.key()), replyTo);
            case AUDIT -> new Branch.ReadEvents(Account.requireId(call.key()), replyTo);
            case "deposit" -> post(call, 1, replyTo);
            case "withdraw" -> post(call, -1, replyTo);
            case Call.OPEN_SESSION -> new Branch.OpenSession(replyTo);
            default ->
                throw new IllegalArgumentException("horizontal has no operation \"" + call.function()
                        + "\"; it has deposit, withdraw, read, audit and open-session");
        };
    }

    /** The value is a list of an amount and the client's reference. */
    private static Branch.Message post(Call call, int sign, ActorRef<Reply> replyTo) {
        if (!(call.value() instanceof List<?> values) || values.size() != 2) {
            throw new IllegalArgumentException(call.function()
                    + " takes an account, an amount and a reference of your own, which no other transfer has: "
                    + call.function() + " alice 5 invoice-7");
        }
        Transfer transfer = new Transfer(
                call.session(),
                call.sequence(),
                String.valueOf(values.getLast()),
                sign * amount(String.valueOf(values.getFirst())));
        return new Branch.Post(Account.requireId(call.key()), transfer, replyTo);
    }

    private static long amount(String text) {
        if (!text.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException(
                    "an amount is a whole number, 1 to " + Transfer.AMOUNT_MAX + ", not \"" + text + "\"");
        }
        return Long.parseLong(text);
    }

    /** By each way to choose the node of a shard. */
    @Override
    public Map<String, Map<String, String>> compared() {
        return comparedBy("dsc.horizontal.allocation", (Object[]) HorizontalSettings.Allocation.values());
    }

    @Override
    public Branch.Message inspect(ActorRef<NodeView> replyTo) {
        return new Branch.Inspect(replyTo);
    }

    @Override
    public Map<String, Long> figures(History history) {
        return HorizontalFigures.of(history);
    }
}
