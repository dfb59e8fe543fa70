package dsc.workbench.launcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dsc.concepts.Catalog;
import dsc.workbench.cluster.Node;
import dsc.workbench.protocol.Scenario;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dsc node}: one node, in this JVM. The launcher's way to start nodes; people rarely need it. */
@Command(
        name = "node",
        hidden = true,
        description = "Run one node in this JVM until standard input ends.",
        mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {

    private static final String SCENARIO = "dsc.node.scenario";

    @Parameters(paramLabel = "FILE", description = "The node's configuration, as the launcher writes it.")
    private Path file;

    @Override
    public Integer call() throws InterruptedException {
        Config config;
        String id;
        try {
            // -Dpath=value wins over everything, Pekko's own defaults lie below everything.
            config = ConfigFactory.defaultOverrides()
                    .withFallback(ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)))
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve();
            if (!config.hasPath(SCENARIO)) {
                throw new LauncherException(file + " is no node's configuration: it has no " + SCENARIO);
            }
            id = config.getString(SCENARIO);
        } catch (ConfigException unreadable) {
            throw new LauncherException(file + " is no node's configuration: " + unreadable.getMessage());
        }
        Scenario<?> scenario =
                Catalog.scenario(id).orElseThrow(() -> new LauncherException("there is no scenario " + id));
        Node.start(config, scenario);
        new CountDownLatch(1).await();
        return 0;
    }
}
