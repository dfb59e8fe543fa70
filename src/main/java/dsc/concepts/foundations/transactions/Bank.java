package dsc.concepts.foundations.transactions;

import dsc.concepts.foundations.transactions.Accounts.Seen;
import dsc.workbench.checkers.transfers.Transfers;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation.Outcome;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.ArgumentType.Whole;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FinalRead;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What clients ask of a bank, in which mix, and what is counted of it. Every key is an account with 100 at first;
 * {@link Transfers} judges what the ledgers have in the end.
 */
public final class Bank {

    private static final int AMOUNT_MAX = 1_000_000;
    private static final int REFERENCE_CHARS_MAX = 64;
    private static final int AMOUNT_DRAWN_MAX = 30;

    /** How many of ten operations move money; the others are snapshots. */
    private static final int TRANSFERS_OF_TEN = 7;

    private static final Argument PAYEE =
            Argument.TEXT.named("account").of(Text.of(1, Argument.KEY_CHARS_MAX).withoutControls());

    private static final Argument AMOUNT = Argument.NUMBER.named("amount").of(Whole.between(1, AMOUNT_MAX));

    private static final Argument REFERENCE = Argument.TEXT
            .named("reference")
            .of(Text.of(1, REFERENCE_CHARS_MAX)
                    .matching("[A-Za-z0-9._-]+", "consists of letters, digits, dots, hyphens and underscores"));

    /** What a client asks. */
    public sealed interface Operation {}

    /** @param reference in both ledgers afterwards; no other transfer of these accounts has it */
    public record Transfer(String from, String to, long amount, String reference) implements Operation {

        /** What it does to the account that pays, and to the other. */
        public List<Change> changes() {
            return List.of(new Change(from, -amount, to, reference), new Change(to, amount, from, reference));
        }

        /** The same by the node at which the account is at home. */
        public SortedMap<NodeId, List<Change>> changesByHome(Function<String, NodeId> home) {
            return new TreeMap<>(changes().stream()
                    .collect(Collectors.groupingBy(
                            change -> home.apply(change.account()), Collectors.toUnmodifiableList())));
        }
    }

    /** Asks for all accounts as they are at one moment. */
    public record Snapshot() implements Operation {}

    /** Asks for the ledger of {@code account}. */
    public record Audit(String account) implements Operation {}

    /** Asks what the node that is asked has counted since it was started. */
    public record Counters() implements Operation {}

    private Bank() {}

    /** Seven of ten move 1 to 30 from one account to another; three look at all accounts. */
    public static Workload workload() {
        return (random, keys, turn) -> {
            if (random.nextInt(10) >= TRANSFERS_OF_TEN) {
                return Call.of(Transfers.SNAPSHOT, null, null);
            }
            int from = random.nextInt(keys.size());
            String to = keys.size() == 1
                    ? keys.getFirst() + "-2"
                    : keys.get((from + 1 + random.nextInt(keys.size() - 1)) % keys.size());
            String amount = Integer.toString(1 + random.nextInt(AMOUNT_DRAWN_MAX));
            return Call.of(Transfers.TRANSFER, keys.get(from), List.of(to, amount, turn.unique()));
        };
    }

    /**
     * Adds them to {@code operations}; in the end, every node is asked for all ledgers, and for its counters.
     *
     * @param message what a protocol's actor is sent for one
     */
    public static <M> Operations<M> operations(
            Operations<M> operations, BiFunction<Operation, ActorRef<Reply>, M> message) {
        return operations
                .update(
                        Transfers.TRANSFER,
                        Argument.KEY,
                        PAYEE,
                        AMOUNT,
                        REFERENCE,
                        (call, replyTo) -> message.apply(
                                new Transfer(call.key(), call.text(), call.number(1), call.text(2)), replyTo))
                .example("transfer alice bob 10 r1")
                .query(Transfers.SNAPSHOT, (call, replyTo) -> message.apply(new Snapshot(), replyTo))
                .example("snapshot")
                .query(Transfers.AUDIT, Argument.KEY, (call, replyTo) -> message.apply(new Audit(call.key()), replyTo))
                .example("audit alice")
                .finalRead()
                .query(Transfers.COUNTERS, (call, replyTo) -> message.apply(new Counters(), replyTo))
                .finalRead(FinalRead.PER_NODE);
    }

    /** What a snapshot is answered with. */
    public static Map<String, List<Long>> result(Map<String, Seen> seen) {
        Map<String, List<Long>> result = new TreeMap<>();
        seen.forEach((account, each) -> result.put(account, List.of(each.balance(), (long) each.entries())));
        return result;
    }

    /** What was acknowledged and refused, and what nodes counted: sums, or of what is in ms the greatest. */
    public static Map<String, Long> figures(History history) {
        Map<String, Long> figures = new LinkedHashMap<>(Transfers.counts(history));
        figures.put("transfers refused", failed(history, Transfers.TRANSFER));
        figures.put("snapshots refused", failed(history, Transfers.SNAPSHOT));
        history.operations().stream()
                .filter(operation -> operation.function().equals(Transfers.FINAL_COUNTERS))
                .forEach(operation -> {
                    if (operation.result() instanceof Map<?, ?> counters) {
                        counters.forEach((name, count) -> figures.merge(
                                name.toString(),
                                ((Number) count).longValue(),
                                name.toString().endsWith(" ms") ? Long::max : Long::sum));
                    }
                });
        return figures;
    }

    private static long failed(History history, String function) {
        return history.operations().stream()
                .filter(operation -> operation.function().equals(function) && operation.outcome() == Outcome.FAILED)
                .count();
    }
}
