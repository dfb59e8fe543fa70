package dsc.workbench.runs;

import dsc.workbench.nodes.NodeOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of a run.
 *
 * @param scenario its id
 * @param seconds how long clients work, 1 to 3600
 * @param seed of the fault plan, the clients' calls and the nodes' randomness
 * @param out the run's directory, or empty for one below {@code runs/}
 */
public record RunOptions(
        String scenario,
        NodeOptions nodes,
        ClientLoad load,
        FaultChoice faults,
        int seconds,
        long seed,
        Optional<Path> out) {

    /** The command that repeats the run, as a shell takes it; without a password, which PGPASSWORD is to give then. */
    public String command() {
        return String.format(
                        Locale.ROOT,
                        "./dsc run %s --nodes %d --seconds %d --clients %d --keys %d --rate %d",
                        scenario,
                        nodes.count(),
                        seconds,
                        load.clients(),
                        load.keys(),
                        load.rate())
                + (load.roam() ? " --roam" : "")
                + faults.arguments()
                + " --seed " + seed
                + faults.gapMaxSeconds().map(gap -> " --gap-max " + gap).orElse("")
                + (faults.forced() ? " --force" : "")
                + nodes.arguments();
    }
}
