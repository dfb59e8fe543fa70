package dsc.workbench.nodes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dsc.workbench.cluster.Node;
import dsc.workbench.processes.Loopback;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One node, in a JVM of its own, which ends when its standard input does. The launcher starts it; it is not one of the
 * command line's commands, whose parser would cost every start of a node a tenth of a second.
 */
public final class NodeMain {

    /** Set in a JVM that was told to use a class archive. */
    static final String ARCHIVE = "dsc.node.archive";

    /** What a node says on its standard output that was told to use a class archive and did not take it. */
    static final String WITHOUT_ARCHIVE = "the class archive was not taken";

    private static final String SCENARIO = "dsc.node.scenario-class";
    private static final int WRONG_USAGE = 64;
    private static final int UNKNOWN = 2;

    private NodeMain() {}

    /** @param arguments the node's configuration, as the launcher writes it */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        Loopback.avoidProxies();
        if (System.getProperty(ARCHIVE) != null
                && !System.getProperty("java.vm.info", "").contains("sharing")) {
            System.out.println(WITHOUT_ARCHIVE);
        }
        if (arguments.length != 1) {
            System.err.println("dsc: a node takes one argument, the file with its configuration");
            System.exit(WRONG_USAGE);
        }
        try {
            start(Path.of(arguments[0]));
        } catch (LauncherException failure) {
            System.err.println("dsc: " + failure.getMessage());
            System.exit(UNKNOWN);
        }
    }

    /**
     * Starts the node that {@code file} describes, in this JVM, and returns when it runs.
     *
     * @throws LauncherException when it describes none
     */
    static void start(Path file) {
        Config config = configuration(file);
        Node.start(config, scenario(config.getString(SCENARIO)));
    }

    /** The same for a scenario that is given, whatever the file names. */
    static void start(Path file, Scenario<?> scenario) {
        Node.start(configuration(file), scenario);
    }

    /** An instance of that class, which no code of is run before it is known to be a scenario. */
    private static Scenario<?> scenario(String className) {
        try {
            return Class.forName(className, false, NodeMain.class.getClassLoader())
                    .asSubclass(Scenario.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError unfit) {
            throw new LauncherException(className + " is not the class of a scenario");
        }
    }

    private static Config configuration(Path file) {
        try {
            // -Dpath=value wins over everything, Pekko's own defaults lie below everything.
            Config config = ConfigFactory.defaultOverrides()
                    .withFallback(ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)))
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve();
            if (!config.hasPath(SCENARIO)) {
                throw new LauncherException(file + " is not a node's configuration: it has no " + SCENARIO);
            }
            return config;
        } catch (ConfigException unreadable) {
            throw new LauncherException(file + " is not a node's configuration: " + unreadable.getMessage());
        }
    }
}
