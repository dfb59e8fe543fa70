package dsc.workbench.protocol;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.io.File;

/** A scenario's settings as {@code conf/} has them, for tests. */
public final class ShippedSettings {

    private ShippedSettings() {}

    public static Settings of(String scenario) {
        return with(scenario, "");
    }

    /** @param overrides in HOCON, with whole paths, such as {@code dsc.raft.snapshot-entries = 7} */
    public static Settings with(String scenario, String overrides) {
        return Settings.of(scenario, config(scenario, overrides));
    }

    public static Config config(String scenario, String overrides) {
        return ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseFile(new File("conf/" + scenario + ".conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
    }
}
