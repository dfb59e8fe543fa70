package dsc.workbench.nodes;

import dsc.workbench.processes.ClassArchive;
import dsc.workbench.processes.Jvm;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a node's JVM is started. */
public final class NodeJvm {

    private static final String MEASURED = "bench";

    /** The property that names the class archive of JVMs that simulate, if there is one. */
    private static final String ARCHIVE = "dsc.archive";

    /** What LMDB needs, in which Pekko's distributed data keeps what is to survive a crash. */
    private static final List<String> DIRECT_BUFFERS =
            List.of("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED");

    private NodeJvm() {}

    /**
     * The command without the main class: this JVM's own java, small and quick to start.
     *
     * @param home where {@code conf/} lies
     * @param classPath what the node is to load
     */
    static List<String> command(Path home, String classPath) {
        return command(home, NodeFiles.TUNED, classPath, List.of());
    }

    /**
     * The command for nodes with what this JVM itself has loaded, and with a class archive, which is made first if
     * there is none.
     *
     * @param conf the user's own configuration; with {@link NodeFiles#PLAIN}, nodes have no archive, and java's own
     *     defaults for whatever can be set
     */
    public static List<String> prepared(Path home, Optional<Path> conf, Console console) throws InterruptedException {
        return prepared(home, conf, Optional.empty(), console);
    }

    /** The same for nodes to which the classes in {@code edited}, if there are some, come before the product's. */
    public static List<String> prepared(Path home, Optional<Path> conf, Optional<Path> edited, Console console)
            throws InterruptedException {
        return prepared(home, conf, classes(edited), console);
    }

    /**
     * The same for {@code nodes}, whose edited classes, if they have some, are written below {@code directory} and come
     * before the product's.
     */
    public static List<String> prepared(Path home, NodeOptions nodes, Path directory, Console console)
            throws InterruptedException {
        return prepared(home, nodes.conf(), nodes.writeClasses(directory), console);
    }

    /** What {@code nodes} load; their edited classes are written below {@code directory}. */
    public static NodeClasses classes(NodeOptions nodes, Path directory) {
        return classes(nodes.writeClasses(directory));
    }

    private static NodeClasses classes(Optional<Path> edited) {
        NodeClasses product = NodeClasses.ofThisJvm();
        return edited.map(product::under).orElse(product);
    }

    private static List<String> prepared(Path home, Optional<Path> conf, NodeClasses classes, Console console)
            throws InterruptedException {
        if (NodeFiles.isPlain(conf)) {
            return command(home, NodeFiles.PLAIN.toString(), classes.path(), List.of());
        }
        return archived(home, classes, console);
    }

    /** The command for nodes with {@code classes}, and with a class archive, which is made first if there is none. */
    static List<String> archived(Path home, NodeClasses classes, Console console) throws InterruptedException {
        List<String> archive = new NodeArchive(home, console)
                .prepared(classes)
                .map(NodeJvm::using)
                .orElse(List.of());
        return command(home, NodeFiles.TUNED, classes.path(), archive);
    }

    private static List<String> using(ClassArchive archive) {
        List<String> options = new ArrayList<>(archive.use());
        options.add("-D" + NodeMain.ARCHIVE + "=" + archive.file());
        return options;
    }

    /** The command of a JVM that does what a node's does, with other options besides. */
    static List<String> command(Path home, NodeClasses classes, List<String> options) {
        return command(home, NodeFiles.TUNED, classes.path(), options);
    }

    /** The command of a node that is measured: {@code conf/bench.jvm} says how it differs. */
    public static List<String> measured(Path home, String classPath) {
        return command(home, MEASURED, classPath, List.of());
    }

    /** The options of a node that is measured, as the file has them. */
    public static List<String> measuredOptions(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("conf").resolve(MEASURED + ".jvm"))) {
            return lines.filter(line -> line.startsWith("-X")).toList();
        } catch (IOException unreadable) {
            throw new LauncherException("the options of measured nodes cannot be read: " + unreadable.getMessage());
        }
    }

    /** @param settings which of the files in {@code conf/} has the options; there need be none */
    private static List<String> command(Path home, String settings, String classPath, List<String> options) {
        Path conf = home.resolve("conf");
        List<String> command = new ArrayList<>();
        command.add(Jvm.java());
        Path file = conf.resolve(settings + ".jvm");
        if (Files.exists(file)) {
            command.add("@" + file);
        }
        command.addAll(Jvm.allowingUnsafe());
        command.addAll(DIRECT_BUFFERS);
        command.addAll(options);
        command.add("-Dlogback.configurationFile=" + conf.resolve("logback-node.xml"));
        command.addAll(List.of("-cp", classPath));
        return List.copyOf(command);
    }

    /**
     * The command of a JVM that keeps a cluster in the background.
     *
     * @param main the class that it runs
     */
    public static List<String> supervising(Path home, Class<?> main) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx192m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Ddsc.home=" + home,
                "-Dlogback.configurationFile=" + home.resolve("conf").resolve("logback-supervisor.xml")));
        command.addAll(Jvm.allowingUnsafe());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return List.copyOf(command);
    }

    /**
     * The command of a JVM that simulates worlds as this one does.
     *
     * @param main the class that it runs
     */
    public static List<String> simulating(Path home, Class<?> main) {
        return simulating(home, main, List.of());
    }

    /**
     * The same with other options besides.
     *
     * @param options of the JVM
     */
    public static List<String> simulating(Path home, Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-XX:+UseSerialGC",
                // Its ten worlds are over before a better compiler pays.
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dslf4j.provider=" + ContextFreeLogging.class.getName(),
                "-Dslf4j.internal.verbosity=WARN",
                "-Ddsc.home=" + home,
                "-Dlogback.configurationFile=" + home.resolve("conf").resolve("logback-launcher.xml")));
        String archive = System.getProperty(ARCHIVE);
        if (archive != null) {
            command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
        }
        command.addAll(Jvm.allowingUnsafe());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return List.copyOf(command);
    }
}
