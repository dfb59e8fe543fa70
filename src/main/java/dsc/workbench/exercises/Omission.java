package dsc.workbench.exercises;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.worlds.Hazard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What worlds go without, so that it shows what only that makes visible.
 *
 * @param hazards what does not happen in them
 * @param faults kinds that are not drawn for them
 * @param smallLimits whether limits are as large as live nodes have them
 */
public record Omission(Set<Hazard> hazards, Set<FaultKind> faults, boolean smallLimits) {

    /** Worlds have all that they usually have. */
    public static final Omission NONE = new Omission(Set.of(), Set.of(), false);

    private static final String SMALL_LIMITS = "small-limits";

    public Omission {
        hazards = Set.copyOf(hazards);
        faults = Set.copyOf(faults);
    }

    /**
     * Of words for hazards and kinds of faults, and {@code small-limits}.
     *
     * @throws IllegalArgumentException when one of them is none of these
     */
    static Omission of(List<String> words) {
        Set<Hazard> hazards = EnumSet.noneOf(Hazard.class);
        Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
        for (String word : words) {
            Optional<Hazard> hazard = Words.constant(Hazard.class, word);
            Optional<FaultKind> fault = Words.constant(FaultKind.class, word);
            hazard.ifPresent(hazards::add);
            fault.ifPresent(faults::add);
            if (hazard.isEmpty() && fault.isEmpty() && !word.equals(SMALL_LIMITS)) {
                throw ConfKeys.unknown("hazard or fault", word, known());
            }
        }
        return new Omission(hazards, faults, words.contains(SMALL_LIMITS));
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>(Words.all(Hazard.class));
        known.addAll(Words.all(FaultKind.class));
        known.add(SMALL_LIMITS);
        return known;
    }

    /** In words, as in {@code mutants.conf}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        EnumSet.allOf(Hazard.class).stream()
                .filter(hazards::contains)
                .map(Words::of)
                .forEach(words::add);
        EnumSet.allOf(FaultKind.class).stream()
                .filter(faults::contains)
                .map(Words::of)
                .forEach(words::add);
        if (smallLimits) {
            words.add(SMALL_LIMITS);
        }
        return String.join(", ", words);
    }
}
