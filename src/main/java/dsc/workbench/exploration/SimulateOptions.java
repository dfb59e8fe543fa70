package dsc.workbench.exploration;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.simulation.CommandLine;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import dsc.workbench.terminal.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a simulation was asked to be.
 *
 * @param concept the name of the scenario's concept, or empty for a scenario without one
 * @param worlds what its worlds are drawn from
 * @param first the first seed
 * @param last the last one
 * @param single the only world, if one was asked for, by its seed or in a file
 * @param read what was read of it, if it was in a file
 * @param file that file
 * @param trace whether every step of it is shown
 * @param threads how many worlds run at once
 * @param keepGoing whether to go on after an invalid world
 * @param shrink whether an invalid world is made smaller
 * @param test where a test of the invalid world is written to
 * @param out the directory for what is found, or empty for one below {@code runs/}
 * @param conf a configuration file of the user's own
 * @param overrides configuration values by path, over everything
 * @param scenarioSettings the scenario's own, from all of them
 * @param edited classes of a learner's that the scenario has in place of the product's
 */
public record SimulateOptions(
        Scenario<?> scenario,
        String concept,
        Worlds worlds,
        long first,
        long last,
        Optional<WorldSpec> single,
        Optional<WorldFile> read,
        Optional<Path> file,
        boolean trace,
        int threads,
        boolean keepGoing,
        boolean shrink,
        Optional<Path> test,
        Optional<Path> out,
        Optional<Path> conf,
        Map<String, String> overrides,
        Settings scenarioSettings,
        Optional<EditedClasses> edited) {

    long count() {
        return last - first + 1;
    }

    /** The command that repeats all of it, as a shell takes it. */
    public String command() {
        if (file.isPresent()) {
            return commandFor(file.get());
        }
        List<String> words = new ArrayList<>(List.of("./dsc", "simulate", scenario.id()));
        words.addAll(seeds());
        words.addAll(worldWords());
        return quoted(words);
    }

    private List<String> seeds() {
        return single.isPresent()
                ? List.of("--seed", Long.toString(first))
                : List.of("--seeds", Long.toString(count()), "--from", Long.toString(first));
    }

    /** The command that replays the world of {@code seed} step by step. */
    public String replay(long seed) {
        List<String> words =
                new ArrayList<>(List.of("./dsc", "simulate", scenario.id(), "--seed", Long.toString(seed), "--trace"));
        words.addAll(worldWords());
        return quoted(words);
    }

    /** The command that replays the world in {@code worldFile} step by step. */
    String commandFor(Path worldFile) {
        List<String> words = new ArrayList<>(
                List.of("./dsc", "simulate", scenario.id(), "--world", Shell.shown(worldFile), "--trace"));
        words.addAll(withWords());
        return quoted(words);
    }

    /** The options that make the same worlds again, as words. */
    List<String> worldWords() {
        List<String> words = withWords();
        CommandLine.options(scenario, scenarioSettings, worlds).forEach((option, value) -> {
            words.add(option);
            if (!value.isEmpty()) {
                words.add(value);
            }
        });
        conf.ifPresent(path -> words.addAll(List.of("--conf", path.toString())));
        words.addAll(CommandLine.settings(overrides));
        return words;
    }

    private List<String> withWords() {
        List<String> words = new ArrayList<>();
        edited.ifPresent(classes ->
                words.addAll(List.of(NodeOptions.WITH, classes.source().toString())));
        return words;
    }

    /** All configuration values that are not in {@code conf/}, as far as they are single ones. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        own().forEach((path, value) -> {
            if (isSingle(value)) {
                settings.put(path, value.unwrapped().toString());
            }
        });
        settings.putAll(overrides);
        return settings;
    }

    /** The paths of the others, which a world's file cannot hold. */
    List<String> lists() {
        return own().entrySet().stream()
                .filter(value -> !isSingle(value.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, ConfigValue> own() {
        Map<String, ConfigValue> values = new TreeMap<>();
        conf.ifPresent(path -> ConfigFactory.parseFile(path.toFile())
                .resolve()
                .entrySet()
                .forEach(value -> values.put(value.getKey(), value.getValue())));
        return values;
    }

    private static boolean isSingle(ConfigValue value) {
        return value.valueType() != ConfigValueType.LIST && value.valueType() != ConfigValueType.OBJECT;
    }

    private static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(Shell::quoted).toList());
    }
}
