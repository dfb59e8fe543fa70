package dsc.workbench.nodes;

import dsc.workbench.terminal.Console;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The class path with which tests start the product's launcher and nodes. */
public final class NodeClassPath {

    private NodeClassPath() {}

    /** The command for nodes with it, and with the class archive that all tests share. */
    public static List<String> nodeCommand() throws InterruptedException {
        return NodeJvm.archived(
                Path.of("").toAbsolutePath(), NodeClasses.of(ofThisJvm(), Path.of("")), Console.silent());
    }

    /**
     * This JVM's own, without Pekko's multi-node TestKit: it is older than the Pekko beside it, with which the product,
     * unlike a multi-JVM test, refuses to start.
     */
    public static String ofThisJvm() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith("pekko-multi-node-testkit_"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
