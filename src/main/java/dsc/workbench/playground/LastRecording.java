package dsc.workbench.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.concepts.Catalog;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was recorded of a run, or of a cluster that people played with, up or not.
 *
 * @param directory where {@code history.edn} lies
 * @param scenario what ran there
 */
public record LastRecording(Path directory, Scenario<?> scenario) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Files that say which scenario it was: a run's result, a cluster's description. */
    private static final List<String> DESCRIPTIONS = List.of("result.json", "cluster.json");

    /**
     * What was recorded last below {@code runs/}.
     *
     * @throws LauncherException when nothing was
     */
    static LastRecording find(Path home) {
        Path runs = home.resolve("runs");
        if (Files.isDirectory(runs)) {
            try (Stream<Path> directories = Files.list(runs)) {
                List<Path> newestFirst = directories
                        .filter(directory -> Files.exists(new RunDirectory(directory).history()))
                        .filter(directory ->
                                DESCRIPTIONS.stream().anyMatch(name -> Files.exists(directory.resolve(name))))
                        .sorted(Comparator.comparing(LastRecording::written).reversed())
                        .toList();
                if (!newestFirst.isEmpty()) {
                    return of(newestFirst.getFirst());
                }
            } catch (IOException unreadable) {
                throw new LauncherException(runs + " cannot be read: " + unreadable.getMessage());
            }
        }
        throw new LauncherException(
                "nothing was recorded yet below " + runs + "; ./dsc run raft or ./dsc up raft does");
    }

    /** What was recorded of the cluster of that name, up or not; without a name, what was recorded last of all. */
    public static LastRecording of(Path home, Clusters clusters, String cluster) {
        return cluster == null ? find(home) : in(clusters.any(cluster).directory());
    }

    /** @throws LauncherException when nothing was recorded there */
    public static LastRecording in(Path directory) {
        if (!Files.exists(new RunDirectory(directory).history())) {
            throw new LauncherException(
                    directory + " holds no history.edn: it is not a directory of a run or a cluster");
        }
        return of(directory);
    }

    private static LastRecording of(Path directory) {
        for (String name : DESCRIPTIONS) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                return new LastRecording(directory, scenario(file));
            }
        }
        throw new LauncherException(directory + " has no " + String.join(" or ", DESCRIPTIONS)
                + ", so its scenario is unknown; ./dsc check takes its history.edn with --model");
    }

    private static Scenario<?> scenario(Path file) {
        try {
            JsonNode description = JSON.readTree(file.toFile());
            String id = description.path("scenario").asText();
            return Catalog.scenario(id)
                    .orElseThrow(
                            () -> new LauncherException(file + " is about \"" + id + "\", which is not a scenario"));
        } catch (IOException unreadable) {
            throw new LauncherException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static FileTime written(Path directory) {
        try {
            return Files.getLastModifiedTime(new RunDirectory(directory).history());
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
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
