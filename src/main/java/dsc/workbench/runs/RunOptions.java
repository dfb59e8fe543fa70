package dsc.workbench.runs;

import dsc.cli.arguments.ClusterOptions;
import dsc.concepts.Catalog;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Shell;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run was asked to be.
 *
 * @param nodes 1 to 8
 * @param seconds how long clients work, 1 to 3600
 * @param clients 1 to 100
 * @param keys 1 to 1000
 * @param rate operations a second, all clients together; 0 for as fast as answers come
 * @param faults the kinds of faults to inject, none for an undisturbed run
 * @param plan a file of faults, in place of a plan drawn from the seed
 * @param gapMaxSeconds to how many seconds that plan's quiet times are shortened
 * @param seed of the fault plan, the clients' calls and the nodes' randomness
 * @param journal where nodes keep what must survive a crash
 * @param tls whether nodes speak TLS with each other
 * @param out the run's directory, or empty for one below {@code runs/}
 * @param conf a configuration file of the user's own
 * @param overrides configuration values by path, over everything but what the launcher decides
 */
public record RunOptions(
        String scenario,
        int nodes,
        int seconds,
        int clients,
        int keys,
        int rate,
        Set<FaultKind> faults,
        Optional<Path> plan,
        Optional<Integer> gapMaxSeconds,
        long seed,
        JournalChoice journal,
        boolean tls,
        Optional<Path> out,
        Optional<Path> conf,
        Map<String, String> overrides) {

    String faultList(String separator) {
        return faults.isEmpty()
                ? "none"
                : faults.stream().map(FaultKind::toString).collect(Collectors.joining(separator));
    }

    /** The faults under which {@code scenario} keeps its guarantee with that journal; others take {@code --force}. */
    public static Set<FaultKind> tolerated(Scenario<?> scenario, JournalChoice journal) {
        Set<FaultKind> tolerated = EnumSet.noneOf(FaultKind.class);
        tolerated.addAll(scenario.tolerates());
        if (!journal.survivesKill()) {
            tolerated.removeIf(FaultKind::endsNode);
        }
        return tolerated;
    }

    /** Whether {@code kind} can be asked for. */
    public static boolean tolerates(Set<FaultKind> tolerated, FaultKind kind) {
        return kind.isToleratedWith(tolerated);
    }

    /** The command that repeats the run, as a shell takes it; without a password, which PGPASSWORD is to give then. */
    public String command() {
        StringBuilder command = new StringBuilder("./dsc run ").append(scenario);
        for (List<Object> option : List.<List<Object>>of(
                List.of("--nodes", nodes),
                List.of("--seconds", seconds),
                List.of("--clients", clients),
                List.of("--keys", keys),
                List.of("--rate", rate),
                plan.isPresent()
                        ? List.of("--plan", Shell.quoted(plan.get().toString()))
                        : List.of("--faults", faultList(",")),
                List.of("--seed", seed))) {
            command.append(' ').append(option.getFirst()).append(' ').append(option.getLast());
        }
        gapMaxSeconds.ifPresent(gap -> command.append(" --gap-max ").append(gap));
        boolean forced = Catalog.scenario(scenario)
                .map(known -> tolerated(known, journal))
                .filter(tolerated -> !faults.stream().allMatch(kind -> kind.isToleratedWith(tolerated)))
                .isPresent();
        if (forced) {
            command.append(" --force");
        }
        return command.append(ClusterOptions.repeated(journal, tls, conf, overrides))
                .toString();
    }
}
