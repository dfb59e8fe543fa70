package dsc.workbench.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;

/** Tells what a run came to: on the console, in files, as JSON. */
final class RunReporter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Scenario<?> scenario;
    private final RunOptions options;
    private final RunDirectory directory;
    private final Console console;

    RunReporter(Scenario<?> scenario, RunOptions options, RunDirectory directory, Console console) {
        this.scenario = scenario;
        this.options = options;
        this.directory = directory;
        this.console = console;
    }

    void announce() {
        console.line(
                "@|bold %s|@  %s".formatted(scenario.id(), scenario.guarantee().sentence()));
        console.line("  %d nodes, %d clients, %d keys, %d s, seed %d, journal %s"
                .formatted(
                        options.nodes(),
                        options.clients(),
                        options.keys(),
                        options.seconds(),
                        options.seed(),
                        options.journal()));
        console.line("  faults: " + options.faultList());
    }

    void tell(Run.Result result) throws IOException {}

    String asJson(Run.Result result) throws IOException {
        return "";
    }
}
