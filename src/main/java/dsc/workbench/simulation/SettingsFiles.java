package dsc.workbench.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration of a simulated scenario. */
public final class SettingsFiles {

    private SettingsFiles() {}

    /**
     * The layers of {@code conf/}, the later over the earlier: what {@code node.conf} says of journals;
     * {@code <scenario>.conf}, as live nodes have it; {@code <scenario>-simulated.conf}; the user's own file; single
     * values.
     *
     * @param home where {@code conf/} lies
     * @throws IllegalArgumentException when one of them cannot be read
     */
    public static Config load(Path home, String scenario, Optional<Path> own, Map<String, String> overrides) {
        return load(home, List.of(scenario + ".conf", scenario + "-simulated.conf"), own, overrides);
    }

    /** The same with the limits that live nodes have: without {@code <scenario>-simulated.conf}. */
    public static Config withLiveLimits(Path home, String scenario, Map<String, String> overrides) {
        return load(home, List.of(scenario + ".conf"), Optional.empty(), overrides);
    }

    private static Config load(Path home, List<String> files, Optional<Path> own, Map<String, String> overrides) {
        try {
            Config config = journals(home.resolve("conf").resolve("node.conf"));
            for (String name : files) {
                Path file = home.resolve("conf").resolve(name);
                if (Files.exists(file)) {
                    config = ConfigFactory.parseFile(file.toFile()).withFallback(config);
                }
            }
            if (own.isPresent()) {
                config = ConfigFactory.parseFile(own.get().toFile()).withFallback(config);
            }
            for (Map.Entry<String, String> override : overrides.entrySet()) {
                config = config.withValue(override.getKey(), ConfigValueFactory.fromAnyRef(override.getValue()));
            }
            return config.resolve();
        } catch (ConfigException malformed) {
            throw new IllegalArgumentException(
                    "the configuration cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    /** All else in that file is about live nodes. */
    private static Config journals(Path node) {
        return Files.exists(node)
                ? ConfigFactory.parseFile(node.toFile()).withOnlyPath("dsc.journal")
                : ConfigFactory.empty();
    }
}
