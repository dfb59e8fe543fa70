package dsc.cli.arguments;

import java.nio.file.Path;

/** Where this program lies: {@code conf/} and {@code runs/} are below. */
public final class InstallDirectory {

    private InstallDirectory() {}

    /** As the launcher script says, or the current directory without it. */
    public static Path directory() {
        return Path.of(System.getProperty("dsc.home", ".")).toAbsolutePath().normalize();
    }
}
