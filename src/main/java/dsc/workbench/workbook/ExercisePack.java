package dsc.workbench.workbook;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseFile;
import dsc.workbench.exercises.Family;
import dsc.workbench.exercises.Submission;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What a teacher hands out: an exercise in a zip file, with its skeleton, and without its reference, its attempts, its
 * answer, and the worlds that none of its parts names.
 */
public final class ExercisePack {

    public static final String SUFFIX = ".zip";

    private static final int FILES_MAX = 1_000;
    private static final int BYTES_MAX = 1 << 20;

    /** 1980-01-01: the same exercise makes the same file. */
    private static final long FIRST_TIME_OF_ZIP = 315_532_800_000L;

    private final Exercise exercise;
    private final Submission skeleton;

    /** @param skeleton what a learner begins with */
    public ExercisePack(Exercise exercise, Submission skeleton) {
        this.exercise = exercise;
        this.skeleton = skeleton;
    }

    /**
     * Writes it, in place of what is there.
     *
     * @return the paths of its files, in order
     */
    public List<String> write(Path zip) throws IOException {
        Map<String, byte[]> files = files();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(exercise.id() + "/" + file.getKey());
                entry.setTime(FIRST_TIME_OF_ZIP);
                out.putNextEntry(entry);
                out.write(file.getValue());
            }
        }
        Files.createDirectories(zip.toAbsolutePath().getParent());
        PrivateFiles.write(zip, bytes.toByteArray());
        return List.copyOf(files.keySet());
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(ExerciseFile.NAME, utf8(ExerciseFile.packed(exercise)));
        files.put("README.md", Files.readAllBytes(exercise.page()));
        Path hints = exercise.directory().resolve("hints.md");
        if (Files.isRegularFile(hints)) {
            files.put("hints.md", Files.readAllBytes(hints));
        }
        Optional<String> mutants = ExerciseFile.packedMutants(exercise);
        mutants.ifPresent(text -> files.put("mutants.conf", utf8(text)));
        for (Family family :
                (Iterable<Family>) exercise.parts().stream().flatMap(part -> part.families().stream())::iterator) {
            files.put("worlds/" + family.name() + ".json", Files.readAllBytes(family.file()));
        }
        exercise.trials().forEach((name, text) -> files.put("trials/" + name, utf8(text)));
        skeleton.files()
                .forEach((file, text) ->
                        files.put(Exercise.SKELETON + "/" + Path.of(file).getFileName(), utf8(text)));
        return files;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Lays the files of a pack in a directory of its name.
     *
     * @param parent where that directory is made
     * @return the directory
     * @throws LauncherException when the file cannot be read, or is not such a pack
     */
    public static Path unpack(Path zip, Path parent) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
            Optional<String> directory = Optional.empty();
            int number = 0;
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String[] names = entry.getName().split("/");
                if (entry.isDirectory() || names[0].startsWith("__MACOSX")) {
                    continue;
                }
                String top = directory.orElse(names[0]);
                directory = Optional.of(top);
                boolean isBelow = names.length >= 2
                        && names[0].equals(top)
                        && List.of(names).stream().allMatch(name -> name.matches("[\\w-][\\w.-]*"));
                if (!isBelow || ++number > FILES_MAX) {
                    throw new LauncherException(zip + " is not a packed exercise: "
                            + (isBelow ? "it has more than " + FILES_MAX + " files" : "it has " + entry.getName()));
                }
                write(file, entry, parent.resolve(entry.getName()));
            }
            return directory
                    .map(parent::resolve)
                    .filter(made -> Files.isRegularFile(made.resolve(ExerciseFile.NAME)))
                    .orElseThrow(() ->
                            new LauncherException(zip + " is not a packed exercise: it has no " + ExerciseFile.NAME));
        } catch (ZipException malformed) {
            throw new LauncherException(zip + " is not a zip file: " + malformed.getMessage());
        }
    }

    private static void write(ZipFile file, ZipEntry entry, Path to) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new LauncherException(entry.getName() + " is larger than 1 MiB");
            }
            Files.createDirectories(to.getParent());
            Files.write(to, bytes);
        }
    }
}
