package dsc.concepts.foundations.transactions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * For how long transactions were open at a node, such as in doubt there, since it was started. Belongs to one actor.
 */
public final class Doubts {

    /** The most durations that are kept, for their median. */
    private static final int KEPT_MAX = 10_000;

    private final String state;
    private final Map<TransactionId, Long> sinceNanos = new HashMap<>();
    private final Set<TransactionId> restored = new HashSet<>();
    private final List<Long> nanos = new ArrayList<>();
    private long accountNanos;

    /** @param state what these transactions are, such as {@code in doubt} */
    public Doubts(String state) {
        this.state = state;
    }

    /** Begins again with what the journal has. */
    public void restart(Collection<TransactionId> open, long nowNanos) {
        sinceNanos.clear();
        restored.clear();
        nanos.clear();
        accountNanos = 0;
        open.forEach(transaction -> sinceNanos.put(transaction, nowNanos));
        restored.addAll(open);
    }

    public void begin(TransactionId transaction, long nowNanos) {
        sinceNanos.put(transaction, nowNanos);
    }

    /**
     * Ends it.
     *
     * @param accounts how many accounts were locked
     * @return whether it had begun before the node was started
     */
    public boolean end(TransactionId transaction, int accounts, long nowNanos) {
        long lasted = nowNanos - sinceNanos.remove(transaction);
        accountNanos += accounts * lasted;
        if (nanos.size() < KEPT_MAX) {
            nanos.add(lasted);
        }
        return restored.remove(transaction);
    }

    /** What is open counts with what it has lasted until now. */
    public Map<String, Long> counters(long nowNanos) {
        List<Long> all = new ArrayList<>(nanos);
        sinceNanos.values().forEach(since -> all.add(nowNanos - since));
        Collections.sort(all);
        Map<String, Long> counters = new TreeMap<>();
        counters.put(state, (long) sinceNanos.size());
        counters.put(state + ", longest ms", all.isEmpty() ? 0 : all.getLast() / 1_000_000);
        counters.put(state + ", median ms", all.isEmpty() ? 0 : all.get(all.size() / 2) / 1_000_000);
        counters.put("accounts locked, s", accountNanos / 1_000_000_000);
        return counters;
    }
}
