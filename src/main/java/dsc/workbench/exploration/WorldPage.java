package dsc.workbench.exploration;

import dsc.workbench.faults.Injection;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.WorldRecord;
import dsc.workbench.report.WorldReport;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The report of one world: its messages drawn, step by step.
 *
 * @param concept the scenario's, as people see it; may be empty
 * @param parameters what the world is made of, name to value, in the order to show
 * @param command replays it
 * @param notes sentences about how it was found
 */
public record WorldPage(
        Scenario<?> scenario,
        Settings settings,
        String concept,
        Map<String, String> parameters,
        String command,
        List<String> notes) {

    /** Writes the page of a world whose steps were recorded. */
    public void write(Outcome outcome, Path file) throws IOException {
        WorldReport.write(
                new WorldRecord(
                        scenario.id(),
                        concept,
                        scenario.guarantee(settings).sentence(),
                        outcome.spec().nodeIds().stream().map(NodeId::value).toList(),
                        outcome.spec().clientNames(),
                        parameters,
                        command,
                        outcome.hashText(),
                        outcome.verdict(),
                        outcome.steps().stream().map(WorldPage::step).toList(),
                        outcome.violation(),
                        outcome.injections().stream()
                                .map(injection -> band(injection, outcome))
                                .toList(),
                        outcome.sometimes(),
                        notes),
                file);
    }

    private static WorldRecord.Step step(Step step) {
        return new WorldRecord.Step(
                step.atNanos(),
                WorldRecord.Kind.valueOf(step.kind().name()),
                step.place(),
                step.peer(),
                step.type(),
                step.text(),
                step.message(),
                step.state());
    }

    /** A fault that was in force when the world ended was so to its end. */
    private static FaultBand band(Injection injection, Outcome outcome) {
        return new FaultBand(
                injection.fault().kind().toString(),
                injection.description(),
                injection.hit().stream().map(NodeId::value).toList(),
                injection.fromNanos(),
                Math.min(injection.toNanos(), outcome.virtualNanos()),
                injection.confirmed(),
                injection.effect());
    }
}
