package dsc.workbench.benchmarks;

import dsc.workbench.checkers.Checker;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.ClientLoad;
import java.util.List;
import java.util.Set;

/**
 * What a comparison was asked to be.
 *
 * @param subject the id of the concept or the protocol
 * @param title its name
 * @param columns one or more
 * @param load of the clients in every column
 * @param faults the kinds from which every column draws
 * @param seconds how long clients work
 * @param seed of faults and operations; of worlds, the first
 * @param worlds how many simulated worlds take the place of a live run, or 0 for a live run
 * @param command the command that compares the same, as a shell takes it
 */
public record ComparisonOptions(
        String subject,
        String title,
        List<Column> columns,
        ClientLoad load,
        Set<FaultKind> faults,
        int seconds,
        long seed,
        int worlds,
        String command) {

    /**
     * A protocol under some settings.
     *
     * @param concept the name of the protocol's concept
     * @param name the column's head
     * @param nodes with the column's settings
     * @param alsoChecked what else each history is checked against
     * @param tolerated whether the protocol tolerates all of the faults with these settings
     */
    public record Column(
            Scenario<?> scenario,
            String concept,
            String name,
            NodeOptions nodes,
            List<Checker> alsoChecked,
            boolean tolerated) {}

    public ComparisonOptions {
        columns = List.copyOf(columns);
    }

    boolean isSimulated() {
        return worlds > 0;
    }
}
