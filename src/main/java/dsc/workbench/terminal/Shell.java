package dsc.workbench.terminal;

import java.nio.file.Path;

/** Words and paths as people type and read them. */
public final class Shell {

    private Shell() {}

    /** As one word of a POSIX shell. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Relative to where the user is, if it lies there; that directory itself is a dot. */
    public static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        if (absolute.equals(here)) {
            return ".";
        }
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}
