package dsc.workbench.journals;

import com.typesafe.config.Config;
import dsc.workbench.protocol.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** No journal of the cluster: each node remembers for itself, as long as it lives. */
record MemoryJournal() implements Journal {

    @Override
    public Config over(Config layers) {
        return layers;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public OptionalLong erase(String scenario, NodeId node) {
        return OptionalLong.empty();
    }

    @Override
    public void discard() {
        // Gone with the nodes.
    }

    @Override
    public Optional<String> remains() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
