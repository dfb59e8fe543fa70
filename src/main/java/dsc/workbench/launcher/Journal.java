package dsc.workbench.launcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.processes.Ports;
import java.nio.file.Path;
import java.util.Optional;

/** The journal that the nodes share, if they do. */
record Journal(Optional<JournalServer> server) implements AutoCloseable {

    /** @param directory where its files lie, if it has any */
    static Journal start(String kind, Path directory, Ports ports) {
        return new Journal(kind.equals("h2") ? Optional.of(JournalServer.start(directory, ports)) : Optional.empty());
    }

    /** The configuration {@code layers}, and over it where nodes find the journal. */
    Config over(Config layers) {
        return server.map(JournalServer::url)
                .map(url -> layers.withValue("dsc.journal.url", ConfigValueFactory.fromAnyRef(url)))
                .orElse(layers);
    }

    @Override
    public void close() {
        server.ifPresent(JournalServer::close);
    }
}
