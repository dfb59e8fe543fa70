package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeExitTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByAStatusOfItsOwn(NodeExit exit) {
        assertThat(NodeExit.of(exit.status())).contains(exit);
        assertThat(exit.status())
                .as("beside those of the command line and of signals")
                .isBetween(65, 127);
        assertThat(exit.reason()).isNotBlank();
    }

    @Test
    void otherStatusesAreNotItsOwn() {
        assertThat(NodeExit.of(0)).isEmpty();
        assertThat(NodeExit.of(137)).isEmpty();
    }

    /** Pekko ends a downed node with the status in the file. */
    @Test
    void confSaysTheSame() {
        Config conf = ConfigFactory.parseFile(Path.of("conf/node.conf").toFile());

        assertThat(conf.getConfig("pekko.coordinated-shutdown.reason-overrides")
                        .root()
                        .unwrapped()
                        .values())
                .isNotEmpty()
                .allSatisfy(
                        override -> assertThat(override).asString().contains("exit-code=" + NodeExit.DOWNED.status()));
    }
}
