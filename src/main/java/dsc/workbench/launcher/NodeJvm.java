package dsc.workbench.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a node's JVM is started. */
final class NodeJvm {

    private static final int UNSAFE_MEMORY_FLAG_SINCE = 23;

    private NodeJvm() {}

    /**
     * The command without the main class: this JVM's own java, small and quick to start.
     *
     * @param classPath what the node is to load
     */
    static List<String> command(Path home, String classPath) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx192m",
                // A node that runs out of memory must end rather than limp.
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED"));
        if (Runtime.version().feature() >= UNSAFE_MEMORY_FLAG_SINCE) {
            // Pekko reads memory by sun.misc.Unsafe, of which these JVMs warn.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Dsun.net.httpserver.nodelay=true");
        command.add("-Dlogback.configurationFile=" + home.resolve("conf").resolve("logback-node.xml"));
        command.add("-cp");
        command.add(classPath);
        return List.copyOf(command);
    }

    /** The command of a JVM that keeps a cluster in the background, the command line's main class included. */
    static List<String> supervising(Path home) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx192m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dsun.net.httpserver.nodelay=true",
                "-Ddsc.home=" + home,
                "-Dlogback.configurationFile=" + home.resolve("conf").resolve("logback-supervisor.xml")));
        if (Runtime.version().feature() >= UNSAFE_MEMORY_FLAG_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return List.copyOf(command);
    }

    /**
     * The command of a JVM that simulates worlds as this one does.
     *
     * @param main the class that it runs
     */
    static List<String> simulating(Path home, Class<?> main) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // Its ten worlds are over before a better compiler pays.
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Ddsc.home=" + home,
                "-Dlogback.configurationFile=" + home.resolve("conf").resolve("logback-launcher.xml")));
        if (Runtime.version().feature() >= UNSAFE_MEMORY_FLAG_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return List.copyOf(command);
    }
}
