package dsc.workbench.exploration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.exploration.SimulationRun.Result;
import dsc.workbench.exploration.SimulationRun.Shown;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code dsc simulate --json} prints; the same lies in {@code result.json}. */
public final class SimulationJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SimulationJson() {}

    public static String of(SimulateOptions options, Result result, SimulationFiles.Kept kept) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scenario", options.scenario().id());
        options.edited().ifPresent(classes -> body.put("with", classes.toString()));
        body.put("verdict", result.status().toString());
        body.put("reason", SimulationSummary.reason(options, result));
        body.put("interrupted", result.interrupted());
        body.put("notes", result.notes());
        if (options.file().isEmpty()) {
            body.put("seeds", Map.of("first", options.first(), "last", options.last()));
        }
        result.shown()
                .filter(shown -> options.single().isPresent())
                .ifPresent(shown -> body.put("hash", shown.original().hashText()));
        body.put("failingSeeds", seeds(result.exploration().invalid()));
        body.put("unknownSeeds", seeds(result.exploration().unknown()));
        body.put("figures", figures(result));
        body.put("sometimes", sometimes(result.exploration()));
        Map<String, Long> faults = new LinkedHashMap<>();
        result.exploration().faults().forEach((kind, count) -> faults.put(kind.toString(), count));
        body.put("faults", faults);
        result.difference().ifPresent(difference -> body.put("difference", difference));
        result.proven()
                .ifPresent(invalid -> body.put("invalid", invalid(result.shown().orElseThrow())));
        body.put("parameters", SimulationSummary.parameters(options));
        body.put("command", options.command());
        body.put("files", kept.files());
        body.put("commands", kept.commands());
        return JSON.writeValueAsString(body);
    }

    /** As far as the worlds were kept, which is the lowest twenty. */
    private static List<Long> seeds(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.spec().seed()).toList();
    }

    private static Map<String, Object> figures(Result result) {
        Exploration exploration = result.exploration();
        double seconds = result.wallNanos() / 1e9;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("worlds", exploration.worlds());
        figures.put("invalidWorlds", exploration.invalidCount());
        figures.put("unknownWorlds", exploration.unknownCount());
        figures.put("operations", exploration.operations());
        figures.put("actorSteps", exploration.actorSteps());
        figures.put("messages", exploration.messages());
        figures.put("virtualSeconds", exploration.virtualNanos() / 1e9);
        figures.put("seconds", seconds);
        figures.put("worldsPerSecond", exploration.worlds() / seconds);
        figures.put("actorStepsPerSecond", exploration.actorSteps() / seconds);
        figures.put("timesRealTime", exploration.virtualNanos() / 1e9 / seconds);
        return figures;
    }

    private static List<Map<String, Object>> sometimes(Exploration exploration) {
        List<Map<String, Object>> all = new ArrayList<>();
        exploration.sometimes().forEach((name, met) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put("times", met.times());
            one.put("worlds", met.worlds());
            all.add(one);
        });
        return all;
    }

    private static Map<String, Object> invalid(Shown shown) {
        Map<String, Object> invalid = new LinkedHashMap<>();
        invalid.put("broken", shown.original().broken());
        invalid.put("original", world(shown.original()));
        if (shown.isSmaller()) {
            invalid.put("shrunk", world(shown.shown()));
            invalid.put("shrinkingWorlds", shown.tried());
        }
        invalid.put(
                "evidence",
                shown.shown().verdict().evidence().map(EvidencePrinter::lines).orElse(List.of()));
        return invalid;
    }

    private static Map<String, Object> world(Outcome outcome) {
        Map<String, Object> world = new LinkedHashMap<>();
        world.put("seed", outcome.spec().seed());
        world.put("reason", outcome.verdict().reason());
        world.put("hash", outcome.hashText());
        world.put("nodes", outcome.spec().conditions().nodes());
        world.put("clients", outcome.spec().conditions().clients());
        world.put("keys", outcome.spec().conditions().keys());
        world.put("operations", outcome.history().operations().size());
        world.put(
                "faults",
                outcome.injections().stream()
                        .map(injection -> injection.fault().kind() + " " + injection.description())
                        .toList());
        world.put("messages", outcome.messages());
        world.put("virtualSeconds", outcome.virtualNanos() / 1e9);
        return world;
    }
}
