package dsc.workbench.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was recorded of a run, or of a cluster that people played with, up or not.
 *
 * @param directory where {@code history.edn} lies
 * @param description the file there that says which scenario it was
 */
public record SavedRun(Path directory, Path description) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Files that say which scenario it was: a run's result, a cluster's description. */
    private static final List<String> DESCRIPTIONS = List.of("result.json", "cluster.json");

    /**
     * What was recorded last below {@code runs/}.
     *
     * @throws LauncherException when nothing was
     */
    private static SavedRun find(Path home, String example) {
        Path runs = home.resolve("runs");
        if (Files.isDirectory(runs)) {
            try (Stream<Path> directories = Files.list(runs)) {
                List<Path> newestFirst = directories
                        .filter(directory -> Files.exists(new RunDirectory(directory).history()))
                        .filter(directory ->
                                DESCRIPTIONS.stream().anyMatch(name -> Files.exists(directory.resolve(name))))
                        .sorted(Comparator.comparing(SavedRun::written).reversed())
                        .toList();
                if (!newestFirst.isEmpty()) {
                    return of(newestFirst.getFirst());
                }
            } catch (IOException unreadable) {
                throw new LauncherException(runs + " cannot be read: " + unreadable.getMessage());
            }
        }
        throw new LauncherException("nothing was recorded yet below " + runs + "; ./dsc run " + example
                + " or ./dsc up " + example + " does");
    }

    /** What was recorded of the cluster of that name, up or not; without a name, what was recorded last of all. */
    public static SavedRun of(Path home, Clusters clusters, String cluster) {
        return cluster == null
                ? find(home, clusters.example())
                : in(clusters.any(cluster).directory());
    }

    /** @throws LauncherException when nothing was recorded there */
    public static SavedRun in(Path directory) {
        if (!Files.exists(new RunDirectory(directory).history())) {
            throw new LauncherException(
                    directory + " holds no history.edn: it is not a directory of a run or a cluster");
        }
        return of(directory);
    }

    private static SavedRun of(Path directory) {
        for (String name : DESCRIPTIONS) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                return new SavedRun(directory, file);
            }
        }
        throw new LauncherException(directory + " has no " + String.join(" or ", DESCRIPTIONS)
                + ", so its scenario is unknown; ./dsc check takes its history.edn with --model");
    }

    /**
     * The scenario that ran there.
     *
     * @param known the scenario with an id
     * @throws LauncherException when the description names an unknown one, or cannot be read
     */
    public Scenario<?> scenario(Function<String, Optional<Scenario<?>>> known) {
        try {
            String id = JSON.readTree(description.toFile()).path("scenario").asText();
            return known.apply(id)
                    .orElseThrow(() ->
                            new LauncherException(description + " is about \"" + id + "\", which is not a scenario"));
        } catch (IOException unreadable) {
            throw new LauncherException(description + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** The sources that it ran with in place of the product's, if these were edited. */
    public Optional<String> with() {
        try {
            return Optional.ofNullable(
                    JSON.readTree(description.toFile()).path("with").textValue());
        } catch (IOException unreadable) {
            throw new LauncherException(description + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static FileTime written(Path directory) {
        try {
            return Files.getLastModifiedTime(new RunDirectory(directory).history());
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    /** The settings of {@code scenario}, as its nodes had them; the file is read when a value is asked for. */
    public Settings settings(String scenario) {
        return Settings.of(
                scenario,
                () -> ConfigFactory.parseFile(nodeFile().toFile())
                        .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true)));
    }

    private Path nodeFile() {
        Path nodes = directory.resolve("nodes");
        try (Stream<Path> directories = Files.list(nodes)) {
            return directories
                    .sorted()
                    .map(node -> node.resolve("node.conf"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchFileException("no node's node.conf"));
        } catch (IOException unreadable) {
            throw new LauncherException("what was promised depends on settings, and those of " + directory
                    + " are gone: " + unreadable.getMessage() + "; ./dsc check takes its history.edn with --model");
        }
    }

    public Path history() {
        return new RunDirectory(directory).history();
    }

    public Path report() {
        return new RunDirectory(directory).report();
    }

    public Path faults() {
        return new RunDirectory(directory).faults();
    }
}
