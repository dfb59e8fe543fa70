package dsc.workbench.exercises;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A protocol that is broken on purpose: the product's sources with a few small edits. It exists as data only, until
 * {@link MutantCompiler} makes its classes.
 *
 * @param name what it gets wrong, in a few words
 * @param edits the edits, each of which must apply
 * @param breaks what it must break
 * @param settings the configuration values, by path, with which it does; mostly none
 * @param nodes how many nodes its worlds have
 * @param faults the kinds of faults that its worlds are drawn from; empty for those that the scenario tolerates
 * @param hazards that may happen in each of its worlds, beside those that are drawn; mostly none
 * @param onlyWith what its worlds must have for it to be caught; nothing for most, which are caught in many ways
 * @param seed of a world in which it breaks that, as the hunt found it
 */
public record Mutant(
        String name,
        List<Edit> edits,
        Breach breaks,
        Map<String, String> settings,
        int nodes,
        Optional<Set<FaultKind>> faults,
        Set<Hazard> hazards,
        Omission onlyWith,
        OptionalLong seed) {

    public Mutant {
        edits = List.copyOf(edits);
        settings = Map.copyOf(settings);
        hazards = Set.copyOf(hazards);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a mutant needs a name");
        }
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("a mutant needs an edit");
        }
        if (nodes < 1 || nodes > Conditions.NODES_MAX) {
            throw new IllegalArgumentException("nodes is 1 to " + Conditions.NODES_MAX + ", not " + nodes);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
