package dsc.workbench.runs;

import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run leaves what it made: {@code report.html}, {@code history.edn}, {@code faults.json},
 * {@code prometheus.yml}, {@code nodes/}.
 */
public record RunDirectory(Path path) {

    /** Journals, logs and reports of a run stay well below this. */
    private static final long BYTES_NEEDED = 200L * 1024 * 1024;

    /** A report of a million operations takes less. */
    private static final int RESERVE_BYTES = 24 << 20;

    private static final int RESERVE_BLOCK = 1 << 20;

    public static RunDirectory create(RunOptions options, Path home) {
        return create(options.out(), home, options.scenario(), options.seed());
    }

    /** @param out where the user wants it; otherwise it is below {@code runs/} and called after {@code what} */
    public static RunDirectory create(Optional<Path> out, Path home, String what, long seed) {
        Path path = out.orElseGet(() -> {
            String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
            return home.resolve("runs").resolve(what + "-" + time + "-seed" + seed);
        });
        try {
            if (Files.exists(path) && !isEmptyDirectory(path)) {
                throw new LauncherException(path + " exists and is not an empty directory; choose another with --out");
            }
            if (out.isEmpty()) {
                PrivateFiles.ownDirectory(home.resolve("runs"));
            }
            PrivateFiles.createDirectories(path);
            if (!PrivateFiles.isOwn(path.toRealPath())) {
                throw new LauncherException(path + " belongs to another user; choose another with --out");
            }
            PrivateFiles.ownDirectory(path);
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < BYTES_NEEDED) {
                throw new LauncherException(String.format(
                        Locale.ROOT,
                        "only %d MiB are free where %s lies; a run needs %d MiB",
                        free >> 20,
                        path,
                        BYTES_NEEDED >> 20));
            }
        } catch (IOException failed) {
            throw new LauncherException("the directory " + path + " cannot be made: " + failed);
        }
        return new RunDirectory(path);
    }

    /**
     * One that an earlier run left.
     *
     * @throws LauncherException when it is not a directory of this user's
     */
    public static RunDirectory existing(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                throw new LauncherException(path + " is not a directory that a run left");
            }
            if (!PrivateFiles.isOwn(path.toRealPath())) {
                throw new LauncherException(path + " belongs to another user");
            }
        } catch (IOException failed) {
            throw new LauncherException(path + " cannot be read: " + failed);
        }
        return new RunDirectory(path);
    }

    /**
     * Takes room that {@link #release} gives back for the report, when a run has filled the disk. A disk that is too
     * full for it is found out later.
     */
    void reserve() {
        try {
            PrivateFiles.createFile(reserveFile());
            try (OutputStream out = Files.newOutputStream(reserveFile())) {
                byte[] block = new byte[RESERVE_BLOCK];
                for (int written = 0; written < RESERVE_BYTES; written += RESERVE_BLOCK) {
                    out.write(block);
                }
            }
        } catch (IOException full) {
            release();
        }
    }

    void release() {
        try {
            Files.deleteIfExists(reserveFile());
        } catch (IOException failed) {
            // It only takes room.
        }
    }

    private Path reserveFile() {
        return path.resolve("reserve.tmp");
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Leaves nothing behind of a run that could not begin. */
    public void removeIfEmpty() {
        release();
        try {
            if (isEmptyDirectory(path)) {
                Files.delete(path);
            }
        } catch (IOException busy) {
            // An empty directory does no harm.
        }
    }

    public Path history() {
        return path.resolve("history.edn");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path faults() {
        return path.resolve("faults.json");
    }

    public Path result() {
        return path.resolve("result.json");
    }
}
