package dsc.workbench.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files and directories that their owner alone can read, from the moment they exist: what holds a secret or a
 * recording. Where the file system knows no POSIX permissions, they are ordinary ones.
 */
public final class PrivateFiles {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Makes {@code directory} and the directories above it that are missing, each for its owner alone (0700). */
    public static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, attributes("rwx------"));
    }

    /**
     * The same, of a directory that is the product's own: if it was there already and others could look into it, they
     * no longer can.
     */
    public static Path ownDirectory(Path directory) throws IOException {
        createDirectories(directory);
        if (POSIX && isOwn(directory)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        return directory;
    }

    /**
     * Makes an empty file (0600), or leaves the one that is there, closed to others.
     *
     * @return the file, to be written to or appended to
     */
    public static Path createFile(Path file) throws IOException {
        try {
            return Files.createFile(file, attributes("rw-------"));
        } catch (FileAlreadyExistsException there) {
            if (POSIX && Files.isRegularFile(file) && isOwn(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return file;
        }
    }

    /**
     * Makes {@code file} (0600) with {@code content}, in place of what is there: readers see the old or the new.
     *
     * @throws IOException when that fails, and the old is left; the message names the file
     */
    public static void write(Path file, byte[] content) throws IOException {
        try {
            replace(file, content);
        } catch (AccessDeniedException denied) {
            throw new AccessDeniedException(file.toString(), null, denied.getReason());
        } catch (NoSuchFileException missing) {
            throw missing;
        } catch (FileSystemException temporary) {
            throw new FileSystemException(file.toString(), null, temporary.getReason());
        } catch (IOException failed) {
            throw new IOException(file + ": " + failed.getMessage(), failed);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        // A temporary file is its owner's alone from its first byte on.
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        try {
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Makes {@code file} (0600) with {@code content}; fails if there is one.
     *
     * @throws IOException when that fails, and no half of it is left; the message names the file
     */
    public static void writeNew(Path file, byte[] content) throws IOException {
        Files.createFile(file, attributes("rw-------"));
        try {
            Files.write(file, content);
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw new IOException(file + ": " + failed.getMessage(), failed);
        }
    }

    /** Removes {@code directory}, if there is one, and all that is in it; of a link, the link alone. */
    public static void remove(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }

    /** Whether {@code path} itself, not what it may link to, belongs to the user of this process. */
    public static boolean isOwn(Path path) throws IOException {
        return !POSIX || Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(User.OF_THIS_PROCESS);
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Apart, so that only a process that asks finds it out: as the owner of what it makes. */
    private static final class User {
        private static final UserPrincipal OF_THIS_PROCESS = find();

        private User() {}

        private static UserPrincipal find() {
            try {
                Path probe = Files.createTempFile("dsc", null);
                try {
                    return Files.getOwner(probe);
                } finally {
                    Files.delete(probe);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
