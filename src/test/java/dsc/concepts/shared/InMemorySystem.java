package dsc.concepts.shared;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;

/** Actor systems without a network, whose journal and snapshots the persistence TestKit keeps as they are. */
public final class InMemorySystem {

    /** Else a test that makes a journal fail waits for its actor. */
    private static final String QUICK_BACKOFF = "dsc.journal { backoff-min = 5ms, backoff-max = 5ms }";

    private static final String OVERRIDES = """
        pekko.actor.provider = local
        pekko.persistence.testkit.events.serialize = off
        pekko.persistence.testkit.snapshots.serialize = off
        # Two busy cores can hold anything up for seconds.
        pekko.actor.testkit.typed.single-expect-default = 20s
        """;

    private InMemorySystem() {}

    public static ActorTestKit create(String name) {
        return create(name, ConfigFactory.empty());
    }

    /** @param more settings over Pekko's own */
    public static ActorTestKit create(String name, Config more) {
        return ActorTestKit.create(
                name,
                ConfigFactory.parseString(OVERRIDES)
                        .withFallback(PersistenceTestKitPlugin.config())
                        .withFallback(PersistenceTestKitSnapshotPlugin.config())
                        .withFallback(more)
                        .withFallback(ConfigFactory.load()));
    }

    /** A back-off that is over at once, and nothing else. */
    static Config settings() {
        return ConfigFactory.parseString(QUICK_BACKOFF);
    }

    /**
     * What is in {@code conf/} for a scenario.
     *
     * @param own settings over those; may be empty
     */
    public static Config settings(String scenario, String own) {
        return ConfigFactory.parseString(own)
                .withFallback(settings())
                .withFallback(ConfigFactory.parseFile(
                        Path.of("conf", scenario + ".conf").toFile()));
    }
}
