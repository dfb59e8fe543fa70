package dsc.concepts.foundations.transactions;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What all accounts have, and what is decided and not yet posted, is what they had in the beginning. A node that is
 * down has what its journal has, so the last that was seen of it counts. While a participant of what is committed has
 * not been seen with it, nothing can be told.
 */
public final class MoneyIsConstant<S extends NodeView> implements Invariant<S> {

    /**
     * What counts of one node.
     *
     * @param surplus how much more its accounts have than in the beginning
     * @param pending what it will post of a transaction if that is committed
     * @param participants of transactions, as far as it knows them
     * @param committed the transactions that it knows to be
     * @param hasSeen whether it has had a transaction as a participant
     */
    public record Share(
            long surplus,
            Map<TransactionId, List<Change>> pending,
            Map<TransactionId, List<NodeId>> participants,
            Set<TransactionId> committed,
            Predicate<TransactionId> hasSeen) {}

    private final Function<S, Share> share;
    private final Map<NodeId, Share> last = new HashMap<>();
    private final Set<TransactionId> committed = new HashSet<>();

    /** Transactions whose participants were all seen with it. */
    private final Set<TransactionId> clear = new HashSet<>();

    /** Those that were not, of the other transactions. */
    private final Map<TransactionId, Set<NodeId>> unseen = new HashMap<>();

    public MoneyIsConstant(Function<S, Share> share) {
        this.share = share;
    }

    @Override
    public String name() {
        return "money is constant";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, S before, S after) {
        if (after.equals(before)) {
            return Optional.empty();
        }
        Share now = share.apply(after);
        last.put(node, now);
        now.participants().forEach((transaction, participants) -> {
            if (!clear.contains(transaction)) {
                unseen.computeIfAbsent(transaction, first -> new HashSet<>(participants));
            }
        });
        unseen.forEach((transaction, nodes) -> {
            if (now.hasSeen().test(transaction)) {
                nodes.remove(node);
            }
            if (nodes.isEmpty()) {
                clear.add(transaction);
            }
        });
        unseen.keySet().removeAll(clear);
        committed.addAll(now.committed());
        long surplus = last.values().stream().mapToLong(this::surplus).sum();
        return surplus == 0 || !clear.containsAll(committed)
                ? Optional.empty()
                : Optional.of("when " + node + " was seen last, all accounts had " + Math.abs(surplus)
                        + (surplus > 0 ? " more" : " less")
                        + " than in the beginning, with what is decided and not posted");
    }

    private long surplus(Share of) {
        return of.surplus()
                + of.pending().entrySet().stream()
                        .filter(pending -> committed.contains(pending.getKey()))
                        .flatMap(pending -> pending.getValue().stream())
                        .mapToLong(Change::amount)
                        .sum();
    }
}
