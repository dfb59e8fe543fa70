package dsc.workbench.workbook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program {@code git}, which a machine need not have. */
final class Git {

    private Git() {}

    /** Whether {@code directory} lies in a repository. */
    static boolean isRepository(Path directory) throws IOException, InterruptedException {
        return run(directory, "rev-parse", "--is-inside-work-tree")
                .map(said -> said.strip().equals("true"))
                .orElse(false);
    }

    /** Makes a repository of {@code directory}, and returns whether that was possible. */
    static boolean init(Path directory) throws IOException, InterruptedException {
        return run(directory, "init", "--quiet").isPresent();
    }

    /** What two made of {@code base}, brought together; empty where both changed the same lines, and without git. */
    static Optional<String> merged(Path directory, String base, String own, String other)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(directory, "merge");
        List<Path> files = new ArrayList<>();
        try {
            for (String text : List.of(own, base, other)) {
                Path file = work.resolve("file" + files.size());
                files.add(file);
                Files.writeString(file, text);
            }
            return run(work, "merge-file", "-p", "file0", "file1", "file2");
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(work);
        }
    }

    /** What it prints; empty if it fails. */
    private static Optional<String> run(Path directory, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process git;
        try {
            git = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException none) {
            return Optional.empty();
        }
        git.getOutputStream().close();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return git.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    }
}
