package dsc.workbench.workbook;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The directory of a learner's own in which exercises are laid. It never lies in the checkout. */
public final class Workbook {

    private static final String IGNORED = """
        target/
        .dsc/classes/
        .dsc/last.json
        world.html
        """;

    private static final String PACKS = ".packs";

    private final Path directory;

    private Workbook(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes one, in a repository of its own unless it lies in one.
     *
     * @param home the checkout
     * @throws LauncherException when it cannot be made there
     */
    public static Workbook create(Path directory, Path home) throws IOException, InterruptedException {
        Path place = directory.toAbsolutePath().normalize();
        if (isWorkbook(place)) {
            throw new LauncherException(place + " is a workbook already");
        }
        Optional<Path> around = around(place);
        if (around.isPresent()) {
            throw new LauncherException(place + " lies in the workbook " + around.get() + ", which is enough");
        }
        if (place.startsWith(home.toAbsolutePath().normalize())) {
            throw new LauncherException(
                    place + " lies in the checkout; a workbook lies outside of it, such as in ../workbook");
        }
        if (Files.exists(place.resolve(Poms.FILE))) {
            throw new LauncherException(place + " has a " + Poms.FILE + " of its own; name another directory");
        }
        Files.createDirectories(place);
        Files.writeString(place.resolve(Poms.FILE), Poms.parent(home));
        if (!Files.exists(place.resolve(".gitignore"))) {
            Files.writeString(place.resolve(".gitignore"), IGNORED);
        }
        if (!Git.isRepository(place)) {
            Git.init(place);
        }
        Progress.empty(place).write();
        return new Workbook(place);
    }

    /** @throws LauncherException when it is not one, or cannot be read */
    public static Workbook open(Path directory) {
        Path place = directory.toAbsolutePath().normalize();
        if (!isWorkbook(place)) {
            throw new LauncherException(place
                    + (Files.isDirectory(place)
                            ? " is not a workbook: it has no " + Progress.FILE
                            : ": there is no such directory"));
        }
        Progress.read(place);
        return new Workbook(place);
    }

    /** The workbook that {@code directory} is, or lies in. */
    public static Optional<Path> around(Path directory) {
        for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (isWorkbook(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    static boolean isWorkbook(Path directory) {
        return Files.isRegularFile(directory.resolve(Progress.FILE));
    }

    public Path directory() {
        return directory;
    }

    /**
     * What the learner did so far, as it is now: several commands may write it.
     *
     * @throws LauncherException when it cannot be read
     */
    public Progress progress() {
        return Progress.read(directory);
    }

    /** The exercise whose directory {@code path} lies in, if it lies in one that was begun. */
    public Optional<String> exerciseAt(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(directory) && !absolute.equals(directory)
                ? Optional.of(directory.relativize(absolute).getName(0).toString())
                        .filter(progress()::isBegun)
                : Optional.empty();
    }

    /** Where an exercise lies, or would. */
    public LaidExercise laid(Exercise exercise, Class<?> scenario) {
        return new LaidExercise(
                directory.resolve(exercise.id()),
                exercise,
                scenario,
                () -> progress().partsReached(exercise.id()));
    }

    /** A new directory for what is not in place yet. */
    public Path temporary() throws IOException {
        return Files.createTempDirectory(directory, ".new-");
    }

    /**
     * Moves what an exercise consists of to where the workbook has those that were packed.
     *
     * @return where it lies now
     */
    public Path keep(String id, Path unpacked) throws IOException {
        Path place = directory.resolve(PACKS).resolve(id);
        Files.createDirectories(place.getParent());
        PrivateFiles.remove(place);
        return Files.move(unpacked, place);
    }

    /** Where an exercise lies that was begun, and is none of the checkout's. */
    public Optional<Path> from(String id) {
        return progress().from(id).map(directory::resolve);
    }

    /**
     * Makes an exercise a part of it, which is the latest from now on; its files are laid by {@link LaidExercise}.
     *
     * @param from where the exercise lies, if it is none of the checkout's; one in this directory moves with it
     */
    void begin(String id, Instant now, Optional<Path> from) throws IOException {
        Path pom = directory.resolve(Poms.FILE);
        if (Files.isRegularFile(pom)) {
            String text = Files.readString(pom);
            String with = Poms.withModule(text, id);
            if (!with.equals(text)) {
                Files.writeString(pom, with);
            }
        }
        Progress progress = progress();
        progress.begin(
                id,
                now,
                from.map(path -> path.startsWith(directory) ? directory.relativize(path) : path)
                        .map(Path::toString));
        progress.write();
    }

    /**
     * Lets Maven's file name the checkout, wherever it lies now.
     *
     * @return whether it named another
     */
    public boolean follow(Path home) throws IOException {
        Path pom = directory.resolve(Poms.FILE);
        if (!Files.isRegularFile(pom)) {
            return false;
        }
        String text = Files.readString(pom);
        String now = Poms.withHome(text, home);
        if (now.equals(text)) {
            return false;
        }
        Files.writeString(pom, now);
        return true;
    }
}
