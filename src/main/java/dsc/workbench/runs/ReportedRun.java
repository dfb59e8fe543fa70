package dsc.workbench.runs;

import dsc.workbench.faults.Fault;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run as people see it: announced, carried out, told and written down, and over early when they interrupt it. */
public final class ReportedRun {

    private static final int UNKNOWN = 2;

    private final Scenario<?> scenario;
    private final String concept;
    private final RunOptions options;
    private final Optional<List<Fault>> faults;
    private final Path home;

    /**
     * What came of it.
     *
     * @param status 0 valid, 1 invalid, 2 unknown or not carried out
     * @param result empty if it was not carried out
     * @param directory where it left what it made
     */
    public record Outcome(int status, Optional<Run.Result> result, RunDirectory directory) {}

    /**
     * @param concept the name of the scenario's concept
     * @param faults what is to break, in place of a plan drawn from the options' seed
     */
    public ReportedRun(
            Scenario<?> scenario, String concept, RunOptions options, Optional<List<Fault>> faults, Path home) {
        this.scenario = scenario;
        this.concept = concept;
        this.options = options;
        this.faults = faults;
        this.home = home;
    }

    /**
     * Carries it out.
     *
     * @param progress is told of it while it lasts, and what came of it
     * @param console is told why it could not be carried out
     * @param json whether that prints the result as JSON
     */
    public Outcome carryOut(Console progress, Console console, boolean json) throws IOException, InterruptedException {
        RunDirectory directory = RunDirectory.create(options, home);
        RunReporter reporter = new RunReporter(scenario, concept, options, directory, progress);
        reporter.announce();
        Run run = new Run(
                scenario,
                options,
                faults,
                home,
                () -> NodeJvm.prepared(home, options.nodes(), directory.path(), progress),
                directory,
                progress);
        Interruption interruption = Interruption.awaited(run::interrupt);
        int status = UNKNOWN;
        Optional<Run.Result> result = Optional.empty();
        try {
            result = Optional.of(run.execute());
            boolean complete = reporter.tell(result.get()).isEmpty();
            if (json) {
                console.plain(reporter.asJson(result.get()));
            }
            int found = result.get().verdict().status().exitStatus();
            status = found == 0 && !complete ? UNKNOWN : found;
        } catch (LauncherException failure) {
            console.failure(failure.getMessage());
            directory.removeIfEmpty();
        } finally {
            interruption.finished(status);
        }
        return new Outcome(status, result, directory);
    }
}
