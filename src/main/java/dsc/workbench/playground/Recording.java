package dsc.workbench.playground;

import dsc.workbench.checkers.Judgement;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Effects;
import dsc.workbench.faults.Injection;
import dsc.workbench.history.History;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.report.HtmlReport;
import dsc.workbench.report.RunRecord;
import dsc.workbench.report.RunRecord.Sample;
import dsc.workbench.runs.FaultsFile;
import dsc.workbench.runs.Measures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What was recorded of a cluster that people played with.
 *
 * @param settings the scenario's own
 * @param concept the name of the scenario's concept
 * @param lengthNanos how long it was up until now
 * @param notes sentences worth knowing beside the verdict
 */
public record Recording(
        Scenario<?> scenario,
        Settings settings,
        String concept,
        List<NodeId> nodes,
        Map<String, String> parameters,
        long lengthNanos,
        History history,
        List<Injection> injections,
        List<Sample> samples,
        List<String> notes) {

    /** Whether the history keeps the scenario's guarantee, under faults that had their effect. */
    public Verdict check(Duration budget) {
        Verdict safety = Judgement.of(scenario.guarantee(settings).checker(), judged(), budget);
        List<String> doubts = effects().deciding();
        return safety.status() == Verdict.Status.VALID && !doubts.isEmpty()
                ? Verdict.unknown(doubts.getFirst())
                : safety;
    }

    /** Faults that were in force until the cluster was ended had no end at which their effect is looked for. */
    private Effects effects() {
        return Effects.of(injections.stream()
                .filter(injection ->
                        !injection.inForce() && !injection.effect().equals(ManualFaults.ENDED_WITH_CLUSTER))
                .toList());
    }

    private History judged() {
        return history.without(scenario.operations().uncheckedFunctions());
    }

    /**
     * Draws it.
     *
     * @param command that repeats its faults
     */
    public void report(Verdict verdict, String command, Path file) throws IOException {
        HtmlReport.write(
                new RunRecord(
                        scenario.id(),
                        concept,
                        scenario.guarantee(settings).sentence(),
                        nodes.stream().map(NodeId::value).toList(),
                        parameters,
                        command,
                        verdict,
                        Measures.of(history, lengthNanos, OptionalLong.empty()),
                        Measures.counted(scenario, judged()),
                        history,
                        injections.stream()
                                .map(this::untilNow)
                                .map(FaultsFile::band)
                                .toList(),
                        samples,
                        Stream.concat(notes.stream(), effects().named().stream())
                                .toList()),
                file);
    }

    private Injection untilNow(Injection injection) {
        return injection.inForce() ? injection.over(lengthNanos, false, "still in force") : injection;
    }
}
