package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PekkoDefaultsTest {

    private static ClassLoader loader(String settings) {
        return PekkoDefaults.loaderFor(ConfigFactory.parseString(settings));
    }

    @Test
    void onlyTheModulesThatRunInASimulationAreSeen() throws IOException {
        assertThat(Collections.list(loader("").getResources("reference.conf"))).hasSize(4);

        Config defaults = ConfigFactory.defaultReference(loader(""));

        assertThat(defaults.hasPath("pekko.persistence.typed")).isTrue();
        assertThat(defaults.hasPath("pekko.cluster")).isFalse();
    }

    @Test
    void ownSerializersAreSeenWithoutThem() {
        assertThat(loader("pekko.actor { serializers.mine = x, serialization-bindings { \"a.B\" = mine } }"))
                .isSameAs(loader(""));
    }

    @Test
    void aSerializerOfAnotherModuleBringsAllDefaults() {
        ClassLoader all = loader("pekko.actor.serialization-bindings { \"a.B\" = jackson-cbor }");

        assertThat(ConfigFactory.defaultReference(all).hasPath("pekko.cluster")).isTrue();
    }
}
