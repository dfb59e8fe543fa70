package dsc.workbench.journals;

import com.typesafe.config.Config;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.LauncherException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The journal of a cluster's nodes, opened by the launcher before any of them starts. */
public sealed interface Journal extends AutoCloseable permits JournalServer, MemoryJournal, PostgresJournal {

    /** The configuration {@code layers}, and over it where nodes find the journal. */
    Config over(Config layers);

    /** Environment variables that nodes need for it; none of them is to be printed. */
    Map<String, String> environment();

    /**
     * Deletes what a node stored, whose process has ended: it will find an empty disk.
     *
     * @param scenario the id of the cluster's scenario
     * @return how many rows were deleted; empty if the node's memory was its disk, and went with its process
     * @throws LauncherException when they could not be deleted
     */
    OptionalLong erase(String scenario, NodeId node) throws InterruptedException;

    /** Removes what was written elsewhere than in the cluster's directory. Called when no node runs any more. */
    void discard();

    /**
     * Where what was written stays, and how it is removed, in a sentence; empty if that is in the cluster's directory.
     */
    Optional<String> remains();

    /** Why the journal can no longer be written, in a sentence, found out by trying; empty as long as it can. */
    default Optional<String> failure() {
        return Optional.empty();
    }

    @Override
    void close();
}
