package dsc.workbench.exercises;

import dsc.workbench.protocol.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A task for a learner, with what judges the answer: the directory {@code src/exercises/<scenario>/<id>}, or one that
 * lies elsewhere, and what it holds.
 *
 * @param id unique over all exercises; the name of a directory
 * @param directory where {@code exercise.conf}, {@code README.md}, {@code hints.md}, {@code worlds/} and
 *     {@code attempts.conf} lie; {@code reference/} has files that take the place of the product's, and
 *     {@code skeleton/}, in an exercise that was packed, those to begin with
 * @param scenario the id of the scenario whose sources are edited
 * @param level how hard it is, 1 to 5
 * @param minutes how long a learner takes, more or less
 * @param after ids of exercises that come first
 * @param edit the files that a submission holds, relative to the scenario's package
 * @param removed methods that the skeleton does not have
 * @param start the attempt that the skeleton is, if not the reference with its stubs
 * @param rules those that decide, beside the guarantee, where others would ask what the learner writes; empty for all
 * @param parts in the order in which they are judged
 * @param drawn how many worlds are drawn after those of the parts
 * @param unseen mutants in its files that none of its small worlds shows; drawn ones may
 * @param mutantFiles those that have mutants besides its scenario's, and before these
 * @param suite the simple name of a multi-JVM suite that shows what real processes do with the learner's files
 */
public record Exercise(
        String id,
        Path directory,
        String title,
        Kind kind,
        String scenario,
        int level,
        int minutes,
        List<String> after,
        List<String> edit,
        List<Removal> removed,
        Optional<String> start,
        List<String> rules,
        List<Part> parts,
        int drawn,
        List<String> unseen,
        List<Path> mutantFiles,
        Optional<String> suite) {

    public static final int LEVEL_MAX = 5;

    /** What may be handed in to expose a mutant: a plan of faults. */
    public static final String PLAN = "faults.json";

    /** Where an exercise that was packed has the files to begin with. */
    public static final String SKELETON = "skeleton";

    /** Where one of kind expose keeps what may be handed in. */
    public static final String ANSWER = "answer";

    /** Where an exercise has a reference of its own. */
    static final String REFERENCE = "reference";

    /** The other thing: a world. */
    public static final String WORLD = "world.json";

    /** What a learner hands in. */
    public enum Kind {
        /** The methods that the skeleton does not have. */
        IMPLEMENT,
        /** What repairs an attempt that works until its world comes, one part after the other. */
        DISCOVER,
        /** A plan of faults, or a world, in which a mutant that is not shown breaks a rule. */
        EXPOSE,
        /** A rule that tells mutants from the reference. */
        SPECIFY;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    public Exercise {
        after = List.copyOf(after);
        edit = List.copyOf(edit);
        removed = List.copyOf(removed);
        rules = List.copyOf(rules);
        parts = List.copyOf(parts);
        unseen = List.copyOf(unseen);
        mutantFiles = List.copyOf(mutantFiles);
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("\"" + id + "\" names no exercise: a name has small letters, digits and"
                    + " dashes; id = … in exercise.conf gives it another than its directory's");
        }
        if (level < 1 || level > LEVEL_MAX) {
            throw new IllegalArgumentException("level is 1 to " + LEVEL_MAX + ", not " + level);
        }
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes is 1 or more, not " + minutes);
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException("title is empty");
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an exercise has at least one part");
        }
        if (edit.isEmpty() != (kind == Kind.EXPOSE)) {
            throw new IllegalArgumentException(
                    kind == Kind.EXPOSE
                            ? "in an exercise of kind expose no file is edited"
                            : "edit names no file; a learner of an exercise of kind " + kind + " edits one");
        }
    }

    /** What a submission may hold: the files to edit, or what may be handed in where none is. */
    public List<String> handedIn() {
        return edit.isEmpty() ? List.of(PLAN, WORLD) : edit;
    }

    /** All methods that the skeleton leaves to the learner, in the order of the parts. */
    public List<Stub> stubs() {
        return parts.stream().flatMap(part -> part.stubs().stream()).toList();
    }

    /** Its page, for the learner. */
    public Path page() {
        return directory.resolve("README.md");
    }

    /**
     * The sources of its trials and of what these share, which lie in {@code trials/}, as if they lay in the scenario's
     * package.
     *
     * @throws IOException when one cannot be read, or a part names one that is not there
     */
    public Map<String, String> trials() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Path sources = directory.resolve("trials");
        if (Files.isDirectory(sources)) {
            try (Stream<Path> files = Files.list(sources)) {
                for (Path file : files.toList()) {
                    texts.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        for (Part part : parts) {
            for (String trial : part.trials()) {
                if (!texts.containsKey(trial + ".java")) {
                    throw new NoSuchFileException(
                            sources.resolve(trial + ".java").toString());
                }
            }
        }
        return texts;
    }

    /**
     * Mutants of its own, and behind them its scenario's.
     *
     * @param home where {@code src/exercises} lies
     * @throws IllegalArgumentException when a file makes no sense
     */
    public List<Mutant> mutants(Path home) {
        List<Mutant> all = new ArrayList<>();
        mutantFiles.forEach(file -> all.addAll(MutantsFile.at(file).read()));
        all.addAll(new MutantsFile(home, scenario).read());
        return all;
    }

    /** @throws IllegalArgumentException also when there is no mutant of that name */
    public Mutant mutant(Path home, String name) {
        List<Mutant> all = mutants(home);
        return all.stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ConfKeys.unknown(
                        "mutant", name, all.stream().map(Mutant::name).toList()));
    }

    /** The same with one more part, and perhaps with another file of mutants, which come first. */
    Exercise with(Part part, Optional<Path> mutants) {
        return new Exercise(
                id,
                directory,
                title,
                kind,
                scenario,
                level,
                minutes,
                after,
                edit,
                removed,
                start,
                rules,
                Stream.concat(parts.stream(), Stream.of(part)).toList(),
                drawn,
                unseen,
                Stream.concat(mutants.stream(), mutantFiles.stream()).toList(),
                suite);
    }

    /** Where the files to begin with lie, if they are not cut from the reference: in an exercise that was packed. */
    public Optional<Path> laidOut() {
        return Optional.of(directory.resolve(SKELETON)).filter(Files::isDirectory);
    }

    /** Whether it was packed to be handed out, without what it is proven with. */
    public boolean isPacked() {
        return laidOut().isPresent() || kind == Kind.EXPOSE && !Files.isDirectory(directory.resolve(ANSWER));
    }

    /** Naive attempts: what learners do before they know better. */
    public MutantsFile attempts() {
        return MutantsFile.ofAttempts(directory);
    }

    @Override
    public String toString() {
        return id;
    }
}
