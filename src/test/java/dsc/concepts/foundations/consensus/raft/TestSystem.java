package dsc.concepts.foundations.consensus.raft;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.persistence.testkit.javadsl.SnapshotTestKit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An actor system that writes messages and events as a node does: {@code conf/node.conf} and {@code conf/raft.conf},
 * without its network. Journal and snapshots are the persistence TestKit's, which serializes what it keeps. Registered
 * as an extension, it is there for the tests of one class.
 */
final class TestSystem implements BeforeAllCallback, AfterAllCallback {

    private static final String OVERRIDES = """
        pekko.actor.provider = local
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.coordinated-shutdown.reason-overrides = {}
        pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        pekko.persistence.testkit.events.serialize = on
        pekko.persistence.testkit.snapshots.serialize = on
        # Two busy cores can hold anything up for seconds.
        pekko.actor.testkit.typed.single-expect-default = 20s
        pekko.actor.testkit.typed.default-timeout = 20s
        """;

    private ActorTestKit kit;
    private PersistenceTestKit journal;
    private SnapshotTestKit snapshots;

    @Override
    public void beforeAll(ExtensionContext context) {
        kit = create();
        journal = PersistenceTestKit.create(kit.system());
        snapshots = SnapshotTestKit.create(kit.system());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        kit.shutdownTestKit();
    }

    ActorTestKit kit() {
        return kit;
    }

    PersistenceTestKit journal() {
        return journal;
    }

    SnapshotTestKit snapshots() {
        return snapshots;
    }

    static ActorTestKit create() {
        Config config = ConfigFactory.parseString(OVERRIDES)
                .withFallback(PersistenceTestKitPlugin.config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(ConfigFactory.parseFile(new File("conf/raft.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                .withFallback(ConfigFactory.load());
        return ActorTestKit.create("raft", config);
    }
}
