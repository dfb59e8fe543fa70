package dsc.workbench.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The worlds of a comparison in its directory: {@code worlds.jsonl}, from which one that was interrupted is resumed,
 * and in {@code worlds/}, for each checker and column that has invalid worlds, the first of them. Safe for use by many
 * threads.
 */
final class ComparedWorlds {

    static final String FILE = "worlds.jsonl";

    /** Where the first invalid worlds are. */
    static final String DIRECTORY = "worlds";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the commands of the same comparison with more worlds differ in. */
    private static final String COUNT = " --worlds \\d+";

    /** The first line: which comparison these are the worlds of. */
    private record Head(String command) {}

    private final Path directory;
    private final Map<String, Map<Long, ComparedWorld>> known = new HashMap<>();

    /** The lowest seed with an invalid history, by the name of its files. */
    private final Map<String, Long> kept = new TreeMap<>();

    /**
     * @param directory has the worlds of the same comparison, or none
     * @throws LauncherException when these are of another one, or cannot be read
     */
    ComparedWorlds(Path directory, ComparisonOptions options) {
        this.directory = directory;
        String command = options.command().replaceFirst(COUNT, "");
        try {
            List<String> lines = read();
            if (lines.isEmpty()) {
                PrivateFiles.createFile(directory.resolve(FILE));
                append(JSON.writeValueAsString(new Head(command)));
                return;
            }
            String before = JSON.readValue(lines.getFirst(), Head.class).command();
            if (!before.equals(command)) {
                throw new LauncherException(directory + " is of another comparison: " + before);
            }
            for (String line : lines.subList(1, lines.size())) {
                add(JSON.readValue(line, ComparedWorld.class));
            }
            // What was being written when that one ended may lack its end.
            String whole = String.join("\n", lines) + "\n";
            PrivateFiles.write(directory.resolve(FILE), whole.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException malformed) {
            throw new LauncherException(directory.resolve(FILE) + " is malformed: " + malformed.getOriginalMessage());
        } catch (IOException failed) {
            throw new LauncherException(directory.resolve(FILE) + " cannot be used: " + Format.failure(failed));
        }
    }

    /** Where the first world of a column is that a checker found invalid, if there is one. */
    static Path history(Path directory, String column, String checker) {
        return directory.resolve(DIRECTORY).resolve(name(column, checker) + ".edn");
    }

    /** Whole lines. */
    private List<String> read() throws IOException {
        try {
            String text = Files.readString(directory.resolve(FILE));
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private void append(String line) throws IOException {
        Files.writeString(directory.resolve(FILE), line + "\n", StandardOpenOption.APPEND);
    }

    private void add(ComparedWorld world) {
        known.computeIfAbsent(world.column(), column -> new TreeMap<>()).put(world.seed(), world);
        world.also().forEach((checker, status) -> {
            if (status == Verdict.Status.INVALID) {
                kept.merge(name(world.column(), checker), world.seed(), Math::min);
            }
        });
    }

    private static String name(String column, String checker) {
        return column.replace(' ', '-') + "-" + checker;
    }

    /** The worlds of a column that are done, in the order of their seeds. */
    synchronized List<ComparedWorld> of(ComparisonOptions.Column column) {
        return List.copyOf(known.getOrDefault(column.name(), Map.of()).values());
    }

    /** Keeps a world that was carried out, and the world itself if it is the first that a checker finds invalid. */
    synchronized void add(ComparisonOptions.Column column, ComparedWorld world, Outcome outcome) {
        Map<String, Long> before = new HashMap<>(kept);
        add(world);
        try {
            for (Map.Entry<String, Long> first : kept.entrySet()) {
                if (!first.getValue().equals(before.get(first.getKey()))) {
                    Path files = PrivateFiles.createDirectories(directory.resolve(DIRECTORY));
                    HistoryFile.write(outcome.history(), files.resolve(first.getKey() + ".edn"));
                    outcome.file(column.scenario().id(), column.nodes().overrides())
                            .write(files.resolve(first.getKey() + ".json"));
                }
            }
            append(JSON.writeValueAsString(world));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A range of seeds. */
    record Seeds(long first, long last) {}

    /** Those from {@code first} to {@code last} that a column lacks. */
    synchronized List<Seeds> missing(ComparisonOptions.Column column, long first, long last) {
        Map<Long, ComparedWorld> done = known.getOrDefault(column.name(), Map.of());
        List<Seeds> missing = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            if (done.containsKey(seed)) {
                continue;
            }
            boolean goesOn = !missing.isEmpty() && missing.getLast().last() == seed - 1;
            long from = goesOn ? missing.removeLast().first() : seed;
            missing.add(new Seeds(from, seed));
        }
        return missing;
    }
}
