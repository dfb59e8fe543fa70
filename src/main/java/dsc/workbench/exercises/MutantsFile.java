package dsc.workbench.exercises;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Hazard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario's mutants, in {@code src/exercises/<id>/mutants.conf}; a scenario without that file has none. A mutant
 * with one edit may say its {@code before} and {@code after} itself, in place of {@code edits}; {@code file} at the top
 * of the file is the one of all edits that name none.
 */
public final class MutantsFile {

    private static final List<String> KEYS = List.of(
            "name",
            "edits",
            "file",
            "before",
            "after",
            "breaks",
            "saying",
            "settings",
            "nodes",
            "faults",
            "hazards",
            "only-with",
            "seed");

    private static final List<String> EDIT_KEYS = List.of("file", "before", "after");

    static final String NAME = "mutants.conf";

    private final Path file;

    /** What one of them is called. */
    private final String what;

    /** @param home where {@code src/exercises} lies */
    public MutantsFile(Path home, String scenario) {
        this("mutant", home.resolve(Path.of("src", "exercises", scenario, NAME)));
    }

    /** Mutants that lie elsewhere. */
    static MutantsFile at(Path file) {
        return new MutantsFile("mutant", file);
    }

    private MutantsFile(String what, Path file) {
        this.file = file;
        this.what = what;
    }

    /** An exercise's naive attempts are mutants of their own, in {@code attempts.conf}. */
    static MutantsFile ofAttempts(Path exercise) {
        return new MutantsFile("attempt", exercise.resolve("attempts.conf"));
    }

    /**
     * In the order of the file.
     *
     * @throws IllegalArgumentException when the file does not parse or says something that makes no sense; the message
     *     names file and mutant
     */
    public List<Mutant> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Mutant> mutants = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        try {
            Config config = ConfigFactory.parseFile(file.toFile()).resolve();
            ConfKeys.require(config, List.of("file", what + "s"));
            Config common = config.withOnlyPath("file");
            for (Config mutant : config.getConfigList(what + "s")) {
                mutants.add(read(mutant, common));
                if (!names.add(mutants.getLast().name())) {
                    throw new IllegalArgumentException("there are two " + what + "s of that name");
                }
            }
        } catch (ConfigException.Parse malformed) {
            // It begins with file and line.
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        } catch (ConfigException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    file
                            + (mutants.isEmpty() ? ": " : ", at or behind \"" + mutants.getLast() + "\": ")
                            + malformed.getMessage(),
                    malformed);
        }
        return mutants;
    }

    /** @throws IllegalArgumentException also when there is no mutant of that name */
    public Mutant read(String name) {
        List<Mutant> all = read();
        return all.stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ConfKeys.unknown(
                        what, name, all.stream().map(Mutant::name).toList()));
    }

    /** @param common what holds for all edits */
    private static Mutant read(Config mutant, Config common) {
        ConfKeys.require(mutant, KEYS);
        return new Mutant(
                mutant.getString("name"),
                edits(mutant).stream()
                        .map(edit -> edit(edit.withFallback(common)))
                        .toList(),
                Breach.parse(mutant.getString("breaks"), mutant.hasPath("saying") ? mutant.getString("saying") : ""),
                mutant.hasPath("settings") ? settings(mutant.getConfig("settings")) : Map.of(),
                mutant.hasPath("nodes") ? mutant.getInt("nodes") : Conditions.DEFAULT.nodes(),
                mutant.hasPath("faults")
                        ? Optional.of(constants(FaultKind.class, "fault", mutant.getStringList("faults")))
                        : Optional.empty(),
                mutant.hasPath("hazards")
                        ? constants(Hazard.class, "hazard", mutant.getStringList("hazards"))
                        : Set.of(),
                mutant.hasPath("only-with") ? Omission.of(mutant.getStringList("only-with")) : Omission.NONE,
                mutant.hasPath("seed") ? OptionalLong.of(mutant.getLong("seed")) : OptionalLong.empty());
    }

    private static List<? extends Config> edits(Config mutant) {
        Config own = ConfigFactory.empty();
        for (String key : EDIT_KEYS) {
            own = mutant.hasPath(key) ? own.withValue(key, mutant.getValue(key)) : own;
        }
        if (!mutant.hasPath("edits")) {
            return List.of(own);
        }
        if (!own.isEmpty()) {
            throw new IllegalArgumentException("a mutant has edits, or file, before and after, not both");
        }
        return mutant.getConfigList("edits");
    }

    private static Edit edit(Config edit) {
        ConfKeys.require(edit, EDIT_KEYS);
        return new Edit(edit.getString("file"), edit.getString("before"), edit.getString("after"));
    }

    private static Map<String, String> settings(Config settings) {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> value : settings.entrySet()) {
            values.put(value.getKey(), value.getValue().unwrapped().toString());
        }
        return values;
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, String what, List<String> words) {
        Set<E> constants = EnumSet.noneOf(type);
        for (String word : words) {
            constants.add(ConfKeys.constant(type, what, word));
        }
        return constants;
    }

    /**
     * Writes the seed of a world that the hunt found.
     *
     * @throws IllegalArgumentException when the file has no such mutant, or no seed to replace
     */
    public void writeSeed(Mutant mutant, long seed) throws IOException {
        String text = Files.readString(file);
        Matcher place = Pattern.compile(
                        "name = " + Pattern.quote(ConfigUtil.quoteString(mutant.name()))
                                + "(?:(?!\\bname = ).)*?\\bseed = (\\d+)",
                        Pattern.DOTALL)
                .matcher(text);
        if (!place.find()) {
            throw new IllegalArgumentException(file + ": \"" + mutant + "\" has no seed to replace");
        }
        Files.writeString(file, text.substring(0, place.start(1)) + seed + text.substring(place.end(1)));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
