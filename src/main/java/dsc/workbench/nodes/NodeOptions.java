package dsc.workbench.nodes;

import com.typesafe.config.Config;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.protocol.Settings;
import dsc.workbench.terminal.Shell;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How many nodes a command starts, and what each is started with.
 *
 * @param count 1 to {@link #COUNT_MAX}
 * @param journal where nodes keep what must survive a crash
 * @param tls whether nodes speak TLS with each other
 * @param conf a configuration file of the user's own
 * @param overrides configuration values by path, over everything but what is decided for each node
 */
public record NodeOptions(
        int count, JournalChoice journal, boolean tls, Optional<Path> conf, Map<String, String> overrides) {

    public static final int COUNT_MAX = 8;

    /** The same nodes with these configuration values. */
    public NodeOptions with(Map<String, String> otherOverrides) {
        return new NodeOptions(count, journal, tls, conf, otherOverrides);
    }

    /** The configuration of a node of {@code scenario}, without what is decided for each. */
    public Config layers(Path home, String scenario) {
        return NodeFiles.layers(home, scenario, journal, tls, conf, overrides);
    }

    /** The settings of {@code scenario} in them; files are read when the first value is asked for. */
    public Settings settings(Path home, String scenario) {
        return NodeFiles.settings(scenario, () -> layers(home, scenario));
    }

    /**
     * The options with which a command starts the same nodes, as a shell takes them, each after a blank; without
     * {@code --nodes}, and without a password, which PGPASSWORD is to give then.
     */
    public String arguments() {
        return arguments(tls ? "" : " --no-tls");
    }

    /** The same for a measurement, whose nodes speak TLS only if they are told to. */
    public String argumentsOfBench() {
        return (tls ? " --tls" : "") + arguments("");
    }

    private String arguments(String tlsOption) {
        StringBuilder options = new StringBuilder(" --journal ").append(journal.kind());
        if (journal instanceof JournalChoice.Postgres postgres) {
            options.append(" --journal-url ").append(Shell.quoted(postgres.url().text()));
        }
        return options.append(tlsOption).append(argumentsOfWorlds()).toString();
    }

    /** The same for simulated nodes, which have settings alone. */
    public String argumentsOfWorlds() {
        StringBuilder options = new StringBuilder();
        conf.ifPresent(file -> options.append(" --conf ").append(Shell.quoted(file.toString())));
        overrides.forEach((path, value) -> options.append(' ').append(Shell.quoted("-D" + path + "=" + value)));
        return options.toString();
    }
}
