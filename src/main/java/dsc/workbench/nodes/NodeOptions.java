package dsc.workbench.nodes;

import com.typesafe.config.Config;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.Settings;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
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
 * @param edited classes of a learner's that take the place of the product's
 */
public record NodeOptions(
        int count,
        JournalChoice journal,
        boolean tls,
        Optional<Path> conf,
        Map<String, String> overrides,
        Optional<EditedClasses> edited) {

    public static final int COUNT_MAX = 8;

    /** What the options that name a directory of edited sources are called. */
    public static final String WITH = "--with";

    /** Where the edited classes lie below the directory of a run, in which nodes load them. */
    private static final String CLASSES = "classes";

    /** Nodes of the product as it is. */
    public NodeOptions(
            int count, JournalChoice journal, boolean tls, Optional<Path> conf, Map<String, String> overrides) {
        this(count, journal, tls, conf, overrides, Optional.empty());
    }

    /** The same nodes with these configuration values. */
    public NodeOptions with(Map<String, String> otherOverrides) {
        return new NodeOptions(count, journal, tls, conf, otherOverrides, edited);
    }

    /** The same nodes with these classes. */
    public NodeOptions with(Optional<EditedClasses> others) {
        return new NodeOptions(count, journal, tls, conf, overrides, others);
    }

    /**
     * Writes the edited classes, if there are any, below the directory of a run: every node of it, whenever it is
     * started, loads those.
     *
     * @return where they lie
     */
    public Optional<Path> writeClasses(Path directory) {
        try {
            return edited.isPresent() ? Optional.of(edited.get().writeTo(classes(directory))) : Optional.empty();
        } catch (IOException failed) {
            throw new LauncherException("the edited classes cannot be written: " + Format.failure(failed));
        }
    }

    /** Where {@link #writeClasses} writes those of a run. */
    public static Path classes(Path directory) {
        return directory.resolve(CLASSES);
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
        edited.ifPresent(classes -> options.append(' ')
                .append(WITH)
                .append(' ')
                .append(Shell.quoted(classes.source().toString())));
        conf.ifPresent(file -> options.append(" --conf ").append(Shell.quoted(file.toString())));
        overrides.forEach((path, value) -> options.append(' ').append(Shell.quoted("-D" + path + "=" + value)));
        return options.toString();
    }
}
