package dsc.workbench.launcher;

import java.nio.file.Path;

/** Where this program lies: {@code conf/} and {@code runs/} are below. */
final class Home {

    private Home() {}

    /** As the launcher script says, or the current directory without it. */
    static Path directory() {
        return Path.of(System.getProperty("dsc.home", ".")).toAbsolutePath().normalize();
    }
}
