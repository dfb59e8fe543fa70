package dsc.workbench.runs;

import dsc.workbench.journals.JournalChoice;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Words;
import dsc.workbench.terminal.Shell;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which faults a run injects.
 *
 * @param kinds of faults, none for an undisturbed run
 * @param plan a file of faults, in place of a plan drawn from the seed
 * @param gapMaxSeconds to how many seconds that plan's quiet times are shortened
 * @param forced whether there are kinds among them that the scenario does not tolerate
 */
public record FaultChoice(Set<FaultKind> kinds, Optional<Path> plan, Optional<Integer> gapMaxSeconds, boolean forced) {

    public static final FaultChoice NONE = drawn(Set.of());

    /** Faults of these kinds, all tolerated, drawn from the seed. */
    public static FaultChoice drawn(Set<FaultKind> kinds) {
        return new FaultChoice(kinds, Optional.empty(), Optional.empty(), false);
    }

    /** The faults under which {@code scenario} keeps its guarantee with that journal; others take {@code --force}. */
    public static Set<FaultKind> tolerated(Scenario<?> scenario, Settings settings, JournalChoice journal) {
        Set<FaultKind> tolerated = EnumSet.noneOf(FaultKind.class);
        tolerated.addAll(scenario.tolerates(settings));
        if (!journal.survivesKill()) {
            tolerated.removeIf(FaultKind::endsNode);
        }
        return tolerated;
    }

    /** The options that choose the same faults, as a shell takes them, each after a blank, but for {@code --force}. */
    String arguments() {
        return plan.map(file -> " --plan " + Shell.quoted(file.toString()))
                .orElseGet(() -> " --faults " + Words.list(kinds, ","));
    }
}
