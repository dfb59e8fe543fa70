package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.multijvm.nodes.Message.Prepare;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A node's configuration in a project that has one of its own. */
@Isolated
class NodeConfigurationTest {

    private static final String RESOURCE = "config.resource";

    @BeforeEach
    void haveConfiguration() {
        System.setProperty(RESOURCE, "dsc/workbench/multijvm/application-of-a-project.conf");
        ConfigFactory.invalidateCaches();
    }

    @AfterEach
    void haveNone() {
        System.clearProperty(RESOURCE);
        ConfigFactory.invalidateCaches();
    }

    @Test
    void theProjectsCountsUnderWhatNodesNeedAndATestSays() {
        Config node = configuration("pekko.cluster.min-nr-of-members = 2");
        assertThat(node.getInt("other.answer")).isEqualTo(42);
        assertThat(node.getInt("other.port")).as("resolved with the node's own").isEqualTo(1234);
        assertThat(node.getString("pekko.loglevel")).isEqualTo("DEBUG");
        assertThat(node.getString("pekko.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("static-quorum");
        assertThat(node.getInt("pekko.cluster.min-nr-of-members")).isEqualTo(2);

        assertThat(node.getString("pekko.actor.provider")).isEqualTo("cluster");
        assertThat(node.getStringList("pekko.cluster.roles")).containsExactly("n1");
        assertThat(node.getStringList("pekko.cluster.seed-nodes")).isEmpty();
        assertThat(node.getString("pekko.remote.artery.transport")).isEqualTo("tcp");
        assertThat(node.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
        assertThat(node.getBoolean("pekko.coordinated-shutdown.exit-jvm")).isFalse();
    }

    @Test
    void aTestSaysWhatItNeedsOtherwise() {
        assertThat(configuration("other.answer = 43, pekko.loglevel = INFO").getString("pekko.loglevel"))
                .isEqualTo("INFO");
        assertThat(configuration("other.answer = 43").getInt("other.answer")).isEqualTo(43);
    }

    private static Config configuration(String ofTheTest) {
        return ConfigFactory.load(NodeSystem.configuration(new Prepare(
                List.of(),
                false,
                Map.of(),
                Map.of(),
                List.of("n1", "n2"),
                "n1",
                1,
                "multi-jvm",
                ofTheTest,
                1234,
                1235,
                "target",
                "target")));
    }
}
