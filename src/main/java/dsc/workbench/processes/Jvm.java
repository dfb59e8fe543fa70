package dsc.workbench.processes;

import java.nio.file.Path;
import java.util.List;

/** How another JVM like this one is started. */
public final class Jvm {

    private static final int UNSAFE_MEMORY_FLAG_SINCE = 23;

    private Jvm() {}

    /** This JVM's own java. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The options under which a JVM does not warn that Pekko reads memory by {@code sun.misc.Unsafe}. */
    public static List<String> allowingUnsafe() {
        return Runtime.version().feature() >= UNSAFE_MEMORY_FLAG_SINCE
                ? List.of("--sun-misc-unsafe-memory-access=allow")
                : List.of();
    }
}
