package dsc.concepts.foundations.consistency.eventual;

import dsc.concepts.foundations.consistency.Stamp;
import dsc.concepts.foundations.consistency.eventual.Eventual.Happening;
import dsc.concepts.foundations.consistency.eventual.Eventual.View;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Sometimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must be true of copies at every moment, and what should happen to them now and then. */
final class EventualRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(Happening.class, View::happened, Set.of());

    private EventualRules() {}

    /** Over crashes as well, since a copy is durable before it is told. */
    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.monotonic("a stamp never falls", EventualRules::stamps),
                Invariant.agreement("equal stamps, equal values", EventualRules::values),
                Invariant.durability("acknowledged writes are in a journal"));
    }

    private static Map<String, Stamp> stamps(View view) {
        Map<String, Stamp> stamps = new TreeMap<>();
        view.copies().copies().forEach((key, copy) -> stamps.put(key, copy.stamp()));
        return stamps;
    }

    /** By stamp: a write is of one key, with one value. */
    private static Map<Stamp, Map.Entry<String, String>> values(View view) {
        Map<Stamp, Map.Entry<String, String>> values = new LinkedHashMap<>();
        view.copies().copies().forEach((key, copy) -> values.put(copy.stamp(), Map.entry(key, copy.value())));
        return values;
    }
}
