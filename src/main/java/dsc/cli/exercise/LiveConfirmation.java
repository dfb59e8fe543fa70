package dsc.cli.exercise;

import dsc.cli.arguments.RunArguments;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.ReportedRun;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A run of the scenario with the learner's files, under the faults that it tolerates: what {@code dsc run} does. */
final class LiveConfirmation implements Confirmation {

    static final int SECONDS = 20;

    @Override
    public String name() {
        return "live";
    }

    @Override
    public Result carryOut(ChosenExercise.Begun begun, Console console, Console errors)
            throws IOException, InterruptedException {
        Scenario<?> product = begun.place().scenario(begun.exercise());
        RunArguments arguments = RunArguments.parsed(
                NodeOptions.WITH, begun.laid().directory().toString(), "--seconds", Long.toString(seconds(product)));
        Scenario<?> scenario = arguments.scenario(product);
        ReportedRun.Outcome outcome = new ReportedRun(
                        scenario,
                        begun.place().concept(begun.exercise()),
                        arguments.options(scenario, Optional.empty()),
                        arguments.givenFaults(),
                        begun.place().home())
                .carryOut(console, errors, false);
        Map<String, Object> body = new LinkedHashMap<>();
        outcome.result().ifPresent(result -> {
            body.put("verdict", result.verdict().status().toString());
            body.put("reason", result.verdict().reason());
            body.put("directory", outcome.directory().path().toString());
        });
        return new Result(outcome.status(), body);
    }

    /** Where nodes may be downed, a run that leaves time for a fault is longer. */
    static long seconds(Scenario<?> scenario) {
        return Math.max(
                SECONDS,
                Math.ceilDiv(
                        FaultPlan.Pace.live(scenario.deployment().nodesMayBeDowned())
                                .shortestRunMillis(),
                        1_000));
    }
}
