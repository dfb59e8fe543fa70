package dsc.workbench.workbook;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.PartedPage;
import dsc.workbench.exercises.Submission;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exercise in a workbook: its page, the files to edit and no others, and in {@code .dsc/base} these files as they
 * were laid. A file that the learner edited is replaced by nothing but {@link #reset}, which keeps it beside.
 */
public final class LaidExercise {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path OWN = Path.of(".dsc");
    private static final String PAGE = "README.md";
    private static final int HASH_BYTES = 8;

    private final Path directory;
    private final Exercise exercise;
    private final Class<?> scenario;
    private final IntSupplier parts;

    /** What became of a file that the product changed since it was laid. */
    public enum Merge {
        /** The learner had not edited it, and it is the new one. */
        REPLACED,
        /** It has both what the learner and what the product changed. */
        MERGED,
        /** Both changed the same lines; the new one lies beside it. */
        BESIDE
    }

    /** @param parts how many parts are shown */
    LaidExercise(Path directory, Exercise exercise, Class<?> scenario, IntSupplier parts) {
        this.directory = directory;
        this.exercise = exercise;
        this.scenario = scenario;
        this.parts = parts;
    }

    public Path directory() {
        return directory;
    }

    public Path page() {
        return directory.resolve(PAGE);
    }

    /** Where the learner edits a file. */
    public Path source(String file) {
        return exercise.edit().isEmpty()
                ? directory.resolve(file)
                : directory.resolve(SOURCES).resolve(place(file));
    }

    private Path base(String file) {
        return directory.resolve(OWN).resolve("base").resolve(place(file));
    }

    private Path place(String file) {
        return Path.of(scenario.getPackageName().replace('.', '/'))
                .resolve(file)
                .normalize();
    }

    /** Where worlds are written: beside the page, unless the learner's own may lie there. */
    public Path out() {
        return exercise.kind() == Exercise.Kind.EXPOSE ? directory.resolve(OWN) : directory;
    }

    /** What the last check came to, for programs. */
    public Path last() {
        return directory.resolve(OWN).resolve("last.json");
    }

    public boolean exists() {
        return Files.isDirectory(directory.resolve(OWN).resolve("base"));
    }

    /** Lays one of the checkout's. */
    public void lay(Workbook workbook, Submission skeleton, Instant now) throws IOException {
        lay(workbook, skeleton, now, Optional.empty());
    }

    /**
     * Lays it.
     *
     * @param skeleton the files to edit
     * @param from where it lies, if it is none of the checkout's
     * @throws LauncherException when it was begun already, or something else lies there
     */
    public void lay(Workbook workbook, Submission skeleton, Instant now, Optional<Path> from) throws IOException {
        requireFree();
        try {
            layFiles(skeleton);
        } catch (IOException failed) {
            // It can be laid when what was in the way is not there any more.
            PrivateFiles.remove(directory);
            throw failed;
        }
        workbook.begin(exercise.id(), now, from);
    }

    private void layFiles(Submission skeleton) throws IOException {
        for (Map.Entry<String, String> file : skeleton.files().entrySet()) {
            write(source(file.getKey()), file.getValue());
        }
        write(page(), PartedPage.of(exercise).text(parts.getAsInt()));
        if (!exercise.edit().isEmpty()) {
            write(directory.resolve(Poms.FILE), Poms.module(exercise.id()));
        }
        writeBase(skeleton);
    }

    /** @throws LauncherException when it was begun already, or something else lies there */
    public void requireFree() {
        if (exists()) {
            throw new LauncherException(exercise.id() + " was begun already, in " + directory
                    + "; to begin it anew, and keep what is there: ./dsc exercise reset " + exercise.id());
        }
        if (Files.exists(directory)) {
            throw new LauncherException(
                    directory + " is there already, and was not laid by this program; move it away");
        }
    }

    private void writeBase(Submission skeleton) throws IOException {
        Path base = directory.resolve(OWN).resolve("base");
        Files.createDirectories(base);
        for (Map.Entry<String, String> file : skeleton.files().entrySet()) {
            write(base(file.getKey()), file.getValue());
        }
        write(base.resolve(PAGE), PartedPage.of(exercise).text(parts.getAsInt()));
    }

    /**
     * What the learner hands in.
     *
     * @throws LauncherException when a file is missing or not in UTF-8
     */
    public Submission submission() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : exercise.handedIn()) {
            if (!exercise.edit().isEmpty() || Files.exists(source(file))) {
                files.put(file, text(file, source(file)));
            }
        }
        return new Submission(exercise.id(), files);
    }

    private String text(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new LauncherException(name + " is gone from " + file.getParent() + missing(file)
                    + "; this lays it anew: ./dsc exercise reset " + exercise.id());
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer read = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(read).toString();
        } catch (CharacterCodingException other) {
            long line = 1
                    + new String(bytes, 0, read.position(), StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(character -> character == '\n')
                            .count();
            throw new LauncherException(
                    file + ":" + line + ": a character that is not in UTF-8; save the file in that encoding");
        }
    }

    /** Another file of that directory may be the one. */
    private static String missing(Path file) throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            return "";
        }
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .sorted()
                    .findFirst()
                    .map(name -> " (" + name + " is there; was it renamed?)")
                    .orElse("");
        }
    }

    /** Java files that are not among those to edit, and are not judged. */
    public List<Path> others() throws IOException {
        Path root = directory.resolve(SOURCES);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> own = exercise.edit().stream().map(this::source).toList();
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !own.contains(path))
                    .sorted()
                    .toList();
        }
    }

    /** The files as they were laid. A file that was not among them yet is empty. */
    public Submission base() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : exercise.edit()) {
            files.put(file, Files.isRegularFile(base(file)) ? Files.readString(base(file)) : "");
        }
        return new Submission(exercise.id(), files);
    }

    /** Whether the product would lay other files today. */
    public boolean isOutdated(Submission skeleton) throws IOException {
        return !base().files().equals(skeleton.files());
    }

    /** Tells one skeleton from another. */
    public String hash() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            base().files().values().forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Lays the files anew.
     *
     * @return where the learner's are kept, in the order of the files; none that were as the skeleton
     */
    public List<Path> reset(Submission skeleton) throws IOException {
        List<Path> kept = new ArrayList<>();
        for (Map.Entry<String, String> file : skeleton.files().entrySet()) {
            Path source = source(file.getKey());
            Optional<Path> before = Files.exists(source) ? keep(source, file.getValue()) : Optional.empty();
            try {
                write(source, file.getValue());
            } catch (IOException failed) {
                if (before.isPresent()) {
                    Files.move(before.get(), source);
                }
                throw failed;
            }
            before.ifPresent(kept::add);
        }
        writeBase(skeleton);
        return kept;
    }

    /** @param next what takes its place */
    private static Optional<Path> keep(Path source, String next) throws IOException {
        if (Arrays.equals(Files.readAllBytes(source), next.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        Path kept = free(source, ".before");
        Files.move(source, kept);
        return Optional.of(kept);
    }

    private static Path free(Path source, String suffix) {
        String name = source.getFileName() + suffix;
        Path free = source.resolveSibling(name);
        for (int number = 2; Files.exists(free); number++) {
            free = source.resolveSibling(name + "-" + number);
        }
        return free;
    }

    /**
     * Brings the files to what the product lays today, with what the learner wrote.
     *
     * @return what became of those that the product changed
     */
    public Map<String, Merge> update(Submission skeleton) throws IOException, InterruptedException {
        Map<String, Merge> merges = new LinkedHashMap<>();
        Submission base = base();
        Submission own = submission();
        for (Map.Entry<String, String> file : skeleton.files().entrySet()) {
            String name = file.getKey();
            String laid = base.files().get(name);
            if (!laid.equals(file.getValue())) {
                merges.put(name, merge(source(name), laid, own.files().get(name), file.getValue()));
            }
        }
        updatePage();
        writeBase(skeleton);
        return merges;
    }

    private Merge merge(Path source, String base, String own, String next) throws IOException, InterruptedException {
        // An editor may have given all lines its system's ends.
        String ends = own.contains("\r\n") ? "\r\n" : "\n";
        String laid = base.replace("\n", ends);
        String now = next.replace("\n", ends);
        if (own.equals(laid) || own.equals(now)) {
            write(source, now);
            return Merge.REPLACED;
        }
        Optional<String> merged = Git.merged(directory.resolve(OWN), laid, own, now);
        if (merged.isPresent()) {
            Files.copy(source, free(source, ".before"));
            write(source, merged.get());
            return Merge.MERGED;
        }
        write(source.resolveSibling(source.getFileName() + ".new"), now);
        return Merge.BESIDE;
    }

    private void updatePage() throws IOException {
        if (isPageAsLaid()) {
            write(page(), PartedPage.of(exercise).text(parts.getAsInt()));
        }
    }

    private boolean isPageAsLaid() throws IOException {
        return !Files.exists(page()) || Files.isRegularFile(basePage()) && Files.mismatch(page(), basePage()) < 0;
    }

    private Path basePage() {
        return directory.resolve(OWN).resolve("base").resolve(PAGE);
    }

    /**
     * Shows more parts on the page; what the learner wrote there stays.
     *
     * @param before how many parts were shown so far
     * @param reached how many are from now on
     * @return the texts of the new ones
     */
    public List<String> show(int before, int reached) throws IOException {
        PartedPage page = PartedPage.of(exercise);
        List<String> sections = page.sections(before, reached);
        if (isPageAsLaid()) {
            write(page(), page.text(reached));
        } else {
            String text = Files.readString(page());
            String more = sections.stream()
                    .filter(section ->
                            !text.contains(section.lines().findFirst().orElseThrow()))
                    .map(section -> "\n" + section)
                    .collect(Collectors.joining());
            write(page(), text + more);
        }
        write(basePage(), page.text(reached));
        return sections;
    }

    /** Whole, or not at all. */
    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
