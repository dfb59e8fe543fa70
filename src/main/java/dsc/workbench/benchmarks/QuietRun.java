package dsc.workbench.benchmarks;

import dsc.workbench.faults.Fault;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.Run;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.runs.RunOptions;
import dsc.workbench.runs.RunReporter;
import dsc.workbench.terminal.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A live run that leaves its files and prints nothing. */
record QuietRun(RunDirectory directory, Run.Result result) {

    /**
     * Carries it out, until {@code cancellation} interrupts it.
     *
     * @param plan the faults, in place of some drawn from the seed
     */
    static QuietRun execute(
            Scenario<?> scenario,
            String concept,
            RunOptions options,
            Optional<List<Fault>> plan,
            Path home,
            Console progress,
            Cancellation cancellation)
            throws Exception {
        RunDirectory directory = RunDirectory.create(options, home);
        Console silent = Console.silent();
        Run run = new Run(
                scenario,
                options,
                plan,
                home,
                () -> NodeJvm.prepared(home, options.nodes(), directory.path(), progress),
                directory,
                silent);
        cancellation.whenCancelled(run::interrupt);
        Run.Result result = run.execute();
        new RunReporter(scenario, concept, options, directory, silent).tell(result);
        return new QuietRun(directory, result);
    }
}
