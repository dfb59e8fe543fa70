package dsc.workbench.exercises;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code exercise.conf} and what it names. */
public final class ExerciseFile {

    public static final String NAME = "exercise.conf";

    private static final List<String> KEYS = List.of(
            "id",
            "scenario",
            "title",
            "kind",
            "level",
            "minutes",
            "after",
            "edit",
            "remove",
            "start",
            "rules",
            "parts",
            "drawn",
            "unseen",
            "suite");

    private static final List<String> PART_KEYS =
            List.of("name", "stubs", "worlds", "seeds", "trials", "needs", "mutants", "rule");

    private static final ConfigRenderOptions PLAIN = ConfigRenderOptions.defaults()
            .setOriginComments(false)
            .setComments(false)
            .setJson(false);

    private static final int DRAWN = 50;

    private final Path directory;

    /** @param directory the exercise's; unless the file says otherwise, it lies in one named like its scenario */
    public ExerciseFile(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * The exercise.
     *
     * @throws IllegalArgumentException when the file cannot be read, does not parse, or says something that makes no
     *     sense; the message names the file
     */
    public Exercise read() {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + ": there is no such file");
        }
        try {
            Config config = ConfigFactory.parseFile(file.toFile()).resolve();
            ConfKeys.require(config, KEYS);
            return new Exercise(
                    config.hasPath("id") ? config.getString("id") : nameOf(directory),
                    directory,
                    config.getString("title"),
                    ConfKeys.constant(Exercise.Kind.class, "kind", config.getString("kind")),
                    scenario(config),
                    config.getInt("level"),
                    config.getInt("minutes"),
                    ConfKeys.strings(config, "after"),
                    ConfKeys.strings(config, "edit"),
                    removed(config),
                    config.hasPath("start") ? Optional.of(config.getString("start")) : Optional.empty(),
                    ConfKeys.strings(config, "rules"),
                    parts(config, scenario(config)),
                    config.hasPath("drawn") ? config.getInt("drawn") : DRAWN,
                    ConfKeys.strings(config, "unseen"),
                    Stream.of(directory.resolve(MutantsFile.NAME))
                            .filter(Files::isRegularFile)
                            .toList(),
                    config.hasPath("suite") ? Optional.of(config.getString("suite")) : Optional.empty());
        } catch (ConfigException.Parse malformed) {
            // It begins with file and line.
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        } catch (ConfigException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    private String scenario(Config config) {
        return config.hasPath("scenario") ? config.getString("scenario") : nameOf(directory.getParent());
    }

    private static String nameOf(Path directory) {
        return directory == null || directory.getFileName() == null
                ? ""
                : directory.getFileName().toString();
    }

    /** The file as it is handed out: complete in itself, without comments, and without what tells of the solution. */
    public static String packed(Exercise exercise) {
        Path file = exercise.directory().resolve(NAME);
        return ConfigFactory.parseFile(file.toFile())
                .resolve()
                .withoutPath("start")
                .withoutPath("unseen")
                .withoutPath("remove")
                .withValue("id", ConfigValueFactory.fromAnyRef(exercise.id()))
                .withValue("scenario", ConfigValueFactory.fromAnyRef(exercise.scenario()))
                .root()
                .render(PLAIN);
    }

    /** The exercise's own mutants that its parts name, without which it cannot be judged; empty if there are none. */
    public static Optional<String> packedMutants(Exercise exercise) {
        Path file = exercise.directory().resolve(MutantsFile.NAME);
        List<String> named = exercise.parts().stream()
                .flatMap(part -> part.mutants().stream())
                .toList();
        if (!exercise.mutantFiles().contains(file)) {
            return Optional.empty();
        }
        Config config = ConfigFactory.parseFile(file.toFile()).resolve();
        List<ConfigObject> kept = config.getObjectList("mutants").stream()
                .map(mutant -> (ConfigObject) mutant)
                .filter(mutant -> named.contains(mutant.toConfig().getString("name")))
                .toList();
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(config.withValue("mutants", ConfigValueFactory.fromIterable(kept))
                        .root()
                        .render(PLAIN));
    }

    private static List<Removal> removed(Config config) {
        List<Removal> removed = new ArrayList<>();
        for (Config one : ConfKeys.configs(config, "remove")) {
            ConfKeys.require(one, List.of("file", "method"));
            removed.add(new Removal(one.getString("file"), one.getString("method")));
        }
        return removed;
    }

    private List<Part> parts(Config config, String scenario) {
        List<Part> parts = new ArrayList<>();
        for (Config part : config.getConfigList("parts")) {
            ConfKeys.require(part, PART_KEYS);
            int seeds = part.hasPath("seeds") ? part.getInt("seeds") : Family.SEEDS;
            parts.add(new Part(
                    part.getString("name"),
                    stubs(part),
                    ConfKeys.strings(part, "worlds").stream()
                            .map(name -> Family.read(
                                    name, directory.resolve("worlds").resolve(name + ".json"), scenario, seeds))
                            .toList(),
                    ConfKeys.strings(part, "trials"),
                    ConfKeys.strings(part, "needs"),
                    ConfKeys.strings(part, "mutants"),
                    part.hasPath("rule") ? Optional.of(part.getString("rule")) : Optional.empty()));
        }
        return parts;
    }

    private static List<Stub> stubs(Config part) {
        List<Stub> stubs = new ArrayList<>();
        for (Config stub : ConfKeys.configs(part, "stubs")) {
            ConfKeys.require(stub, List.of("file", "method", "todo"));
            stubs.add(new Stub(stub.getString("file"), stub.getString("method"), stub.getString("todo")));
        }
        return stubs;
    }
}
