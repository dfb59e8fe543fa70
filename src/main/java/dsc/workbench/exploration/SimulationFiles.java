package dsc.workbench.exploration;

import dsc.workbench.exploration.SimulationRun.Shown;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a simulation leaves: the world that it shows, its trace and its report, and a test of it if one was asked for.
 */
public final class SimulationFiles {

    private final SimulateOptions options;
    private final Path home;
    private Optional<RunDirectory> directory;

    /**
     * What was left.
     *
     * @param files name to path, in the order to show
     * @param commands purpose to command
     * @param troubles what could not be written, and why
     */
    public record Kept(Map<String, String> files, Map<String, String> commands, List<String> troubles) {}

    /** What writes something down. */
    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private SimulationFiles(SimulateOptions options, Path home) {
        this.options = options;
        this.home = home;
    }

    /** @throws LauncherException when something cannot be written where it was asked for */
    public static SimulationFiles prepared(SimulateOptions options, Path home) {
        options.test().stream()
                .flatMap(test -> Stream.of(test, replayedBy(test)))
                .filter(Files::exists)
                .forEach(there -> {
                    throw new LauncherException(there + " exists; choose another file with --emit-test");
                });
        options.test().ifPresent(SimulationFiles::requireRoom);
        SimulationFiles files = new SimulationFiles(options, home);
        files.directory = options.out().map(out -> files.directory(options.first()));
        return files;
    }

    /** Worlds that take an hour should not be lost to a path that was mistyped. */
    private static void requireRoom(Path test) {
        Path above = test.getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        if (above == null || !Files.isDirectory(above) || !Files.isWritable(above)) {
            throw new LauncherException("--emit-test " + test + " cannot be written: " + above
                    + (above == null || Files.isDirectory(above) ? " lets nothing be written" : " is not a directory"));
        }
    }

    private RunDirectory directory(long seed) {
        return RunDirectory.create(
                options.out(), home, "simulate-" + options.scenario().id(), seed);
    }

    /** Writes down what is worth it. What cannot be written does not keep the rest from being told. */
    public Kept keep(SimulationRun.Result result) {
        Kept kept = new Kept(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        boolean worthIt = result.proven().isPresent() && options.file().isEmpty()
                || options.trace()
                || result.interrupted() && result.exploration().worlds() > 0;
        attempt(kept, "what was found", () -> {
            if (worthIt && directory.isEmpty()) {
                directory = Optional.of(directory(result.shown()
                        .map(shown -> shown.original().spec().seed())
                        .orElse(options.first())));
            }
            if (directory.isPresent() && result.shown().isPresent()) {
                keepWorld(result.shown().get(), result.notes(), kept);
            }
        });
        if (worthIt && options.file().isEmpty()) {
            result.shown()
                    .ifPresent(shown -> kept.commands()
                            .put(
                                    shown.isSmaller() ? "original" : "or",
                                    options.replay(shown.original().spec().seed())));
        }
        if (options.test().isPresent() && result.shown().isPresent()) {
            String test = Shell.shown(options.test().get());
            attempt(kept, test, () -> {
                writeTest(options.test().get(), result.shown().get());
                kept.files().put("test", test);
            });
        }
        result.exploration().unknown().stream()
                .findFirst()
                .filter(unknown -> options.single().isEmpty())
                .ifPresent(unknown -> kept.commands()
                        .put("unknown", options.replay(unknown.spec().seed())));
        if (directory.isPresent()) {
            Path file = directory.get().result();
            if (result.shown().isEmpty()) {
                kept.files().put("result", Shell.shown(file));
            }
            attempt(
                    kept,
                    Shell.shown(file),
                    () -> PrivateFiles.write(
                            file, SimulationJson.of(options, result, kept).getBytes(StandardCharsets.UTF_8)));
        }
        return kept;
    }

    private static void attempt(Kept kept, String what, Writing writing) {
        try {
            writing.write();
        } catch (IOException | LauncherException failed) {
            String why = failed instanceof LauncherException ? failed.getMessage() : Format.failure(failed);
            kept.troubles().add(what + " could not be written: " + why);
        }
    }

    private void keepWorld(Shown shown, List<String> notes, Kept kept) throws IOException {
        RunDirectory into = directory.orElseThrow();
        Path world = into.path().resolve("world.json");
        Path original = into.path().resolve("original.json");
        Path trace = into.path().resolve("trace.txt");
        String scenario = options.scenario().id();
        Outcome outcome = shown.shown();
        outcome.file(scenario, options.settings()).write(world);
        if (shown.isSmaller()) {
            shown.original().file(scenario, options.settings()).write(original);
        }
        kept.commands().put("replay", options.commandFor(world));
        PrivateFiles.write(
                trace, (String.join("\n", DeterminismCheck.lines(outcome)) + "\n").getBytes(StandardCharsets.UTF_8));
        HistoryFile.write(outcome.history(), into.history());
        page(outcome, notes, options.commandFor(world)).write(outcome, into.report());
        kept.files().put("report", Shell.shown(into.report()));
        kept.files().put("trace", Shell.shown(trace));
        kept.files().put("history", Shell.shown(into.history()));
        kept.files().put("world", Shell.shown(world));
        if (shown.isSmaller()) {
            kept.files().put("original", Shell.shown(original));
        }
    }

    private void writeTest(Path file, Shown shown) throws IOException {
        String name = file.getFileName().toString();
        WorldFile world = shown.shown().file(options.scenario().id(), options.settings());
        String origin = (shown.isSmaller() ? "It was made smaller from this one: " : "To see it step by step: ")
                + (options.file().isPresent()
                        ? options.command()
                        : options.replay(shown.original().spec().seed()));
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        String source = WorldTestWriter.source(
                options.scenario(),
                name.substring(0, name.length() - ".java".length()),
                world,
                inTests(replayedBy(file)).toString(),
                origin);
        PrivateFiles.write(file, source.getBytes(StandardCharsets.UTF_8));
        world.write(replayedBy(file));
    }

    /** The file of the world beside a test. */
    private static Path replayedBy(Path test) {
        String name = test.getFileName().toString();
        return test.resolveSibling(name.substring(0, name.length() - ".java".length()) + ".json");
    }

    /** As a test finds it, wherever this repository lies. */
    private Path inTests(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(home) ? home.relativize(absolute) : absolute;
    }

    private WorldPage page(Outcome outcome, List<String> notes, String command) {
        return new WorldPage(
                options.scenario(),
                options.scenarioSettings(),
                options.concept(),
                SimulationSummary.parameters(options, outcome),
                command,
                notes);
    }
}
