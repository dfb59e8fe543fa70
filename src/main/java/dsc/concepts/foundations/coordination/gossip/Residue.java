package dsc.concepts.foundations.coordination.gossip;

import dsc.workbench.checkers.Deliveries;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many nodes have not heard what everybody stopped to tell (Demers et al. 1987, §1.4: the residue). */
final class Residue {

    private Residue() {}

    /** Name to number, in the order to show: of acknowledged rumours, each counted at each node that answers. */
    static Map<String, Long> figures(History history) {
        Map<Object, Set<Object>> acknowledged = new HashMap<>();
        long count = 0;
        for (Operation operation : history.operations()) {
            if (operation.function().equals(Deliveries.SEND) && operation.outcome() == Outcome.OK) {
                acknowledged
                        .computeIfAbsent(operation.key(), key -> new HashSet<>())
                        .add(operation.argument());
                count++;
            }
        }
        long heard = 0;
        long missed = 0;
        for (Operation operation : history.operations()) {
            if (operation.function().equals(Deliveries.FINAL_RECEIVED)
                    && operation.result() instanceof List<?> letters) {
                Set<Object> there = new HashSet<>(letters);
                for (Object letter : acknowledged.getOrDefault(operation.key(), Set.of())) {
                    if (there.contains(letter)) {
                        heard++;
                    } else {
                        missed++;
                    }
                }
            }
        }
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("rumours acknowledged", count);
        figures.put("rumours heard, at all nodes", heard);
        figures.put("rumours missed, at all nodes", missed);
        return figures;
    }
}
