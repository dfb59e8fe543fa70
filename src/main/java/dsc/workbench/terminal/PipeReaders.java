package dsc.workbench.terminal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes that can read from a pipe, as Linux shows them in {@code /proc}. A writer learns that they are gone
 * when it writes; java offers no other way to ask.
 */
final class PipeReaders {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int ACCESS_MODE = 3;
    private static final int READ_ONLY = 0;

    private final Path pipe;
    private List<Path> readers;

    private PipeReaders(Path pipe) {
        this.pipe = pipe;
        this.readers = find();
    }

    /** Empty where this process's standard output is not a pipe, or its readers cannot be seen. */
    static Optional<PipeReaders> ofStandardOutput() {
        return of(PROCESSES.resolve("self/fd/1"));
    }

    /** @param descriptor a link in {@code /proc} to one end of a pipe */
    static Optional<PipeReaders> of(Path descriptor) {
        Path target = target(descriptor);
        if (target == null || !target.toString().startsWith("pipe:")) {
            return Optional.empty();
        }
        // A reader may be another user's, whose processes do not show what they have open.
        return Optional.of(new PipeReaders(target)).filter(found -> !found.readers.isEmpty());
    }

    /** Whether any of those that were there is left, or handed the pipe on to another process. */
    boolean arePresent() {
        if (readers.stream().noneMatch(this::isReader)) {
            readers = find();
        }
        return !readers.isEmpty();
    }

    private List<Path> find() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
                    descriptors.forEach(descriptor -> {
                        if (isReader(descriptor)) {
                            found.add(descriptor);
                        }
                    });
                } catch (IOException closed) {
                    // Another user's, or gone meanwhile.
                }
            }
        } catch (IOException noLinux) {
            return List.of();
        }
        return found;
    }

    private boolean isReader(Path descriptor) {
        if (!pipe.equals(target(descriptor))) {
            return false;
        }
        Path info = descriptor.getParent().resolveSibling("fdinfo").resolve(descriptor.getFileName());
        try {
            return Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("flags:"))
                    .anyMatch(line -> (Integer.parseInt(line.substring(6).strip(), 8) & ACCESS_MODE) == READ_ONLY);
        } catch (IOException | NumberFormatException gone) {
            return false;
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException gone) {
            return null;
        }
    }
}
