package dsc.workbench.journals;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dsc.workbench.processes.Ports;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where nodes are to keep what must survive a crash. */
public sealed interface JournalChoice {

    JournalChoice H2 = new H2();
    JournalChoice MEMORY = new Memory();

    /** One file, which a server in the launcher reads and writes for all nodes. */
    record H2() implements JournalChoice {
        @Override
        public String kind() {
            return "h2";
        }

        @Override
        public Journal open(Path directory, Ports ports) {
            return JournalServer.start(directory, ports);
        }
    }

    /** Each node's own memory. */
    record Memory() implements JournalChoice {
        @Override
        public String kind() {
            return "memory";
        }

        @Override
        public Journal open(Path directory, Ports ports) {
            return new MemoryJournal();
        }
    }

    /** A database of a PostgreSQL server that runs already. */
    record Postgres(PostgresUrl url) implements JournalChoice {
        @Override
        public String kind() {
            return "postgres";
        }

        @Override
        public Journal open(Path directory, Ports ports) {
            return PostgresJournal.open(url, directory);
        }

        @Override
        public Optional<PostgresJournal> elsewhere(Path directory) {
            return PostgresJournal.madeFor(directory, url);
        }

        @Override
        public Map<String, String> environment() {
            return url.environment();
        }
    }

    /**
     * What {@link #text()} was the text of.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    @JsonCreator
    static JournalChoice of(String text) {
        return switch (text) {
            case "h2" -> H2;
            case "memory" -> MEMORY;
            default -> new Postgres(PostgresUrl.parse(text));
        };
    }

    /** The word of the command line, after which the layer {@code conf/journal-<kind>.conf} is called too. */
    String kind();

    /**
     * Opens the journal: whatever nodes need is there when this returns.
     *
     * @param directory of the cluster; what was written for it earlier is found again
     * @throws LauncherException when that is not possible
     */
    Journal open(Path directory, Ports ports);

    /**
     * What {@link #open} made elsewhere than in {@code directory}, for it to be discarded; nothing is asked of a
     * server. Empty if all of it lies there.
     */
    default Optional<? extends Journal> elsewhere(Path directory) {
        return Optional.empty();
    }

    /** Environment variables with which another launcher opens the same; none of them is to be printed. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** In one word, without a password. */
    @JsonValue
    default String text() {
        return this instanceof Postgres postgres ? postgres.url().text() : kind();
    }

    /** Whether a node that is killed finds again what it wrote. */
    default boolean survivesKill() {
        return !(this instanceof Memory);
    }
}
