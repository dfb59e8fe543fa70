package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.InstallDirectory;
import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.terminal.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dsc list}: the eighteen concepts and their protocols. */
@Command(
        name = "list",
        description = "List the eighteen concepts, their protocols, and what each guarantees.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (json) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            console.plain(mapper.writeValueAsString(
                    Catalog.concepts().stream().map(ListCommand::asJson).toList()));
            return 0;
        }
        String part = "";
        int number = 0;
        for (Concept concept : Catalog.concepts()) {
            if (!concept.part().equals(part)) {
                part = concept.part();
                console.line((number == 0 ? "" : String.format(Locale.ROOT, "%n")) + "@|bold " + part + "|@");
            }
            number++;
            boolean planned = concept.scenarios().isEmpty();
            String name = String.format(Locale.ROOT, "%-26s", concept.name());
            console.line(String.format(
                    Locale.ROOT,
                    "%3d  %s @|faint %s|@",
                    number,
                    planned ? name : "@|bold " + name + "|@",
                    concept.about()));
            for (Scenario<?> scenario : concept.scenarios()) {
                console.line(String.format(
                        Locale.ROOT,
                        "       @|green %-22s|@ %s: %s%s",
                        scenario.id(),
                        scenario.guarantee(usual(scenario)).summary(),
                        scenario.summary(),
                        scenario.deployment().isPlatform() ? " @|faint (only live)|@" : ""));
            }
            if (planned) {
                console.line("       @|faint no protocol yet|@");
            }
        }
        console.line(String.format(
                Locale.ROOT,
                "%nRun one: @|bold ./dsc run raft|@, or thousands of its worlds: @|bold ./dsc simulate raft|@"));
        return 0;
    }

    private static Settings usual(Scenario<?> scenario) {
        return NodeFiles.usualSettings(InstallDirectory.directory(), scenario.id());
    }

    private static Map<String, Object> asJson(Concept concept) {
        List<Map<String, Object>> scenarios = new ArrayList<>();
        for (Scenario<?> scenario : concept.scenarios()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", scenario.id());
            one.put("summary", scenario.summary());
            Guarantee guarantee = scenario.guarantee(usual(scenario));
            one.put("guarantee", guarantee.summary());
            one.put("guaranteeSentence", guarantee.sentence());
            one.put(
                    "tolerates",
                    scenario.tolerates(usual(scenario)).stream()
                            .map(FaultKind::toString)
                            .toList());
            one.put("simulated", !scenario.deployment().isPlatform());
            scenarios.add(one);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("part", concept.part());
        body.put("name", concept.name());
        body.put("about", concept.about());
        body.put("page", concept.page());
        body.put("scenarios", scenarios);
        return body;
    }
}
