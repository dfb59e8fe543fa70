package dsc.concepts.foundations.communication.chord;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a ring is whole in the end: all nodes name the right owner for a key, and the owners hold what was
 * acknowledged.
 *
 * <p>Operations: {@code store} of a text, the argument, under a name, with the result nil or a list of the owner and
 * the hops that it took to find it; {@code fetch}, whose result is a text or nil; {@code lookup}, which says nothing
 * about the end; and in the end, {@code final-lookup}, whose argument is the node that was asked and whose result is
 * the owner of the key, and {@code final-held}, whose argument is a node and whose result is a map with the node's
 * {@code identifier} and its {@code blocks}, text by name.
 *
 * <p>The owner of a key is the first node at or after the first 32 bits of its SHA-256, of all nodes that were asked
 * what they hold. The sentence that is decided:
 *
 * <ul>
 *   <li>no two nodes name different owners for a key;
 *   <li>the owner that they name is the key's owner;
 *   <li>each block whose store was acknowledged is at its owner, with that text;
 *   <li>each block that a node holds, and each text that a fetch brought, was stored under that name, by a store that
 *       did not fail.
 * </ul>
 *
 * Unknown is a history in which a node did not answer in the end. It takes time in proportion to n log n.
 *
 * <p>It can be fooled by nodes that lie about their identifier or about what they hold. A fetch that finds nothing is
 * not judged.
 */
final class ChordRing implements Checker {

    static final String STORE = "store";
    static final String FETCH = "fetch";
    static final String LOOKUP = "lookup";
    static final String HELD = "held";

    /** In what a node says it holds: its identifier. */
    static final String IDENTIFIER = "identifier";

    /** In what a node says it holds: text by name. */
    static final String BLOCKS = "blocks";

    private static final String FINAL_LOOKUP = "final-lookup";
    private static final String FINAL_HELD = "final-held";

    /** What a history comes to. */
    private static final class Seen {
        private final Map<String, List<Operation>> stores = new LinkedHashMap<>();
        private final List<Operation> fetches = new ArrayList<>();
        private final List<Operation> lookups = new ArrayList<>();
        private final NavigableMap<Long, String> ring = new TreeMap<>();
        private final Map<String, Operation> held = new LinkedHashMap<>();
        private Optional<Operation> unanswered = Optional.empty();

        private String owner(Object key) {
            Map.Entry<Long, String> owner = ring.ceilingEntry(Identifiers.of(String.valueOf(key)));
            return owner == null ? ring.firstEntry().getValue() : owner.getValue();
        }

        private boolean isStored(Object name, Object text) {
            return stores.getOrDefault(String.valueOf(name), List.of()).stream()
                    .anyMatch(store -> store.outcome() != Outcome.FAILED && Objects.equals(store.argument(), text));
        }

        private List<Operation> acknowledged() {
            return stores.values().stream()
                    .flatMap(List::stream)
                    .filter(store -> store.outcome() == Outcome.OK)
                    .toList();
        }
    }

    @Override
    public String name() {
        return "chord-ring";
    }

    @Override
    public String sentence() {
        return "store of blocks, fetch, and what each node answers in the end (" + FINAL_LOOKUP + ", " + FINAL_HELD
                + "): one owner for a key, the first node at or after its identifier; every acknowledged block at its"
                + " owner; no block that nobody stored";
    }

    @Override
    public Verdict check(History history, Duration budget) {
        Seen seen = seen(history);
        return twoOwners(seen)
                .or(() -> wrongOwner(seen))
                .or(() -> seen.unanswered.isPresent() ? Optional.empty() : lost(seen))
                .or(() -> invented(seen))
                .or(() -> unanswered(seen))
                .orElseGet(() -> Verdict.valid(valid(seen)));
    }

    private static Seen seen(History history) {
        Seen seen = new Seen();
        for (Operation operation : history.operations()) {
            switch (operation.function()) {
                case STORE ->
                    seen.stores
                            .computeIfAbsent(String.valueOf(operation.key()), first -> new ArrayList<>())
                            .add(operation);
                case FETCH -> seen.fetches.add(operation);
                case FINAL_LOOKUP -> seen.lookups.add(operation);
                case FINAL_HELD -> {
                    seen.held.put(String.valueOf(operation.argument()), operation);
                    if (operation.result() instanceof Map<?, ?> map && map.get(IDENTIFIER) instanceof Number number) {
                        seen.ring.put(number.longValue(), String.valueOf(operation.argument()));
                    }
                }
                default -> {
                    // A lookup while nodes come and go may be wrong.
                }
            }
            boolean isFinal = operation.function().startsWith("final-");
            if (isFinal && operation.outcome() != Outcome.OK && seen.unanswered.isEmpty()) {
                seen.unanswered = Optional.of(operation);
            }
        }
        return seen;
    }

    private static Optional<Verdict> twoOwners(Seen seen) {
        Map<Object, Operation> first = new HashMap<>();
        for (Operation lookup : seen.lookups) {
            Operation other = lookup.outcome() == Outcome.OK ? first.putIfAbsent(lookup.key(), lookup) : null;
            if (other != null && !Objects.equals(other.result(), lookup.result())) {
                return Optional.of(invalid(
                        lookup.key(),
                        "two owners are named for key " + lookup.key() + " in the end: " + other.result() + " by "
                                + other.argument() + ", " + lookup.result() + " by " + lookup.argument()
                                + ring(seen, lookup.key()),
                        other,
                        lookup));
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> wrongOwner(Seen seen) {
        return seen.lookups.stream()
                .filter(lookup -> seen.unanswered.isEmpty()
                        && !seen.ring.isEmpty()
                        && !seen.owner(lookup.key()).equals(lookup.result()))
                .findFirst()
                .map(lookup -> invalid(
                        lookup.key(),
                        lookup.result() + " is named as the owner of key " + lookup.key()
                                + " in the end, and the first node at or after it is " + seen.owner(lookup.key())
                                + ring(seen, lookup.key()),
                        lookup));
    }

    private static String ring(Seen seen, Object key) {
        return " (" + key + " is " + Identifiers.of(String.valueOf(key)) + ", nodes " + seen.ring + ")";
    }

    private static Optional<Verdict> lost(Seen seen) {
        for (Operation store : seen.ring.isEmpty() ? List.<Operation>of() : seen.acknowledged()) {
            String owner = seen.owner(store.key());
            Object text = blocks(seen.held.get(owner)).get(String.valueOf(store.key()));
            if (!store.argument().equals(text)) {
                String elsewhere = seen.held.values().stream()
                        .filter(held -> blocks(held).containsKey(String.valueOf(store.key())))
                        .map(held -> String.valueOf(held.argument()))
                        .toList()
                        .toString();
                return Optional.of(invalid(
                        store.key(),
                        "an acknowledged block is not at its owner in the end: " + owner + " holds "
                                + (text == null ? "nothing" : Edn.print(text)) + " under " + store.key()
                                + ", which is held by " + elsewhere,
                        store,
                        seen.held.get(owner)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> invented(Seen seen) {
        for (Operation held : seen.held.values()) {
            for (Map.Entry<?, ?> block : blocks(held).entrySet()) {
                if (!seen.isStored(block.getKey(), block.getValue())) {
                    return Optional.of(invalid(
                            block.getKey(),
                            held.argument() + " holds " + Edn.print(block.getValue()) + " under " + block.getKey()
                                    + ", which nobody stored",
                            held));
                }
            }
        }
        return seen.fetches.stream()
                .filter(fetch -> fetch.result() != null && !seen.isStored(fetch.key(), fetch.result()))
                .findFirst()
                .map(fetch -> invalid(
                        fetch.key(),
                        Edn.print(fetch.result()) + " was fetched under " + fetch.key() + ", which nobody stored",
                        fetch));
    }

    private static Optional<Verdict> unanswered(Seen seen) {
        if (seen.held.isEmpty() || seen.lookups.isEmpty()) {
            return Optional.of(
                    Verdict.unknown("no node was asked in the end (" + FINAL_LOOKUP + ", " + FINAL_HELD + ")"));
        }
        return seen.unanswered.map(asked -> Verdict.unknown(asked.argument() + " did not answer in the end ("
                + asked.function() + (asked.key() == null ? "" : " of " + asked.key()) + ")"));
    }

    private static Map<?, ?> blocks(Operation held) {
        return held != null && held.result() instanceof Map<?, ?> map && map.get(BLOCKS) instanceof Map<?, ?> blocks
                ? blocks
                : Map.of();
    }

    private static Verdict invalid(Object key, String reason, Operation... evidence) {
        return Verdict.invalid(reason, new Verdict.Evidence(key, List.of(), "", List.of(evidence), reason));
    }

    private static String valid(Seen seen) {
        Map<String, Long> figures = figures(seen);
        return String.format(
                Locale.ROOT,
                "%,d acknowledged blocks at their owners, on a ring of %d nodes; %,d fetches missed one",
                figures.get("blocks acknowledged"),
                seen.ring.size(),
                figures.get("fetches that missed an acknowledged block"));
    }

    /** What a run counts: name to number, in the order to show. */
    static Map<String, Long> figures(History history) {
        return figures(seen(history));
    }

    private static Map<String, Long> figures(Seen seen) {
        Map<String, Long> figures = new LinkedHashMap<>();
        List<Operation> acknowledged = seen.acknowledged();
        figures.put("blocks acknowledged", (long) acknowledged.size());
        figures.put(
                "hops of their lookups",
                acknowledged.stream().mapToLong(ChordRing::hops).sum());
        figures.put(
                "fetches that missed an acknowledged block",
                seen.fetches.stream()
                        .filter(fetch -> fetch.outcome() == Outcome.OK && fetch.result() == null)
                        .filter(fetch -> seen.stores.getOrDefault(String.valueOf(fetch.key()), List.of()).stream()
                                .anyMatch(store -> store.outcome() == Outcome.OK && store.end() < fetch.start()))
                        .count());
        return figures;
    }

    private static long hops(Operation store) {
        return store.result() instanceof List<?> list && list.size() == 2 && list.get(1) instanceof Number hops
                ? hops.longValue()
                : 0;
    }
}
