package dsc.workbench.multijvm.nodes;

import dsc.workbench.processes.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the nodes of one test leave what they leave. */
public final class NodeDirectories {

    private static final int TAIL_LINES = 20;
    private static final int FRAMES_MAX = 3;
    private static final Pattern FRAME = Pattern.compile("\\s+(at .+|\\.\\.\\. \\d+ (more|common frames omitted))");

    private final Path directory;
    private final boolean keep;

    /** Empty at first: what an earlier run left is deleted. */
    public NodeDirectories(Path directory, boolean keep) {
        this.directory = directory;
        this.keep = keep;
        delete();
        try {
            PrivateFiles.createDirectories(shared());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Path of(String role) {
        return directory.resolve(role);
    }

    public Path shared() {
        return directory.resolve("shared");
    }

    /** The end of what {@code role} wrote, for a message about its failure. */
    public String tail(String role, Path console) {
        Path output = of(role).resolve("output.log");
        Path file = Files.exists(output) ? output : console;
        try {
            List<String> lines = Files.exists(file) ? lines(file) : List.of();
            String heading = "\nOutput of " + role + ", its last lines (" + file + "):\n";
            return lines.isEmpty()
                    ? ""
                    : lines.stream()
                            .skip(Math.max(0, lines.size() - TAIL_LINES))
                            .map(line -> "  " + line)
                            .collect(Collectors.joining("\n", heading, ""));
        } catch (IOException unreadable) {
            return "\nOutput of " + role + ": " + file;
        }
    }

    /** Without what every node says at its start, that the TestKit is older than Pekko. */
    private static List<String> lines(Path file) throws IOException {
        return withoutDeepFrames(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.contains("ManifestInfo"))
                .toList());
    }

    /**
     * Keeps the first frames of a stack trace, or the line that says what was thrown would not be among the last ones.
     */
    public static List<String> withoutDeepFrames(List<String> lines) {
        List<String> kept = new ArrayList<>();
        int frames = 0;
        for (String line : lines) {
            frames = FRAME.matcher(line).matches() ? frames + 1 : 0;
            if (frames <= FRAMES_MAX) {
                kept.add(line);
            } else if (frames == FRAMES_MAX + 1) {
                kept.add("\t…");
            }
        }
        return kept;
    }

    /** The test is over. */
    public void clean(boolean passed) {
        if (passed && !keep) {
            delete();
        }
    }

    private void delete() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
