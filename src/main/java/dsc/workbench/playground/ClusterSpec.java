package dsc.workbench.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster in the background was asked to be: {@code cluster.json} in its directory.
 *
 * @param nodes it begins with
 * @param added nodes that were added later, in that order
 * @param seed of the nodes' randomness
 * @param journal where nodes keep what must survive a crash
 * @param tls whether nodes speak TLS with each other
 * @param conf a configuration file of the user's own, as a path, or {@code plain}, or null
 * @param overrides configuration values by path
 * @param with the directory of a learner's sources, as a path, or null; their classes lie in that of the cluster
 */
public record ClusterSpec(
        String scenario,
        int nodes,
        List<NodeId> added,
        long seed,
        JournalChoice journal,
        boolean tls,
        String conf,
        Map<String, String> overrides,
        String with) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    public static final String FILE = "cluster.json";

    /** The edited classes that it began with, of the cluster in {@code directory}. */
    public Optional<EditedClasses> edited(Path directory) {
        try {
            return with == null
                    ? Optional.empty()
                    : Optional.of(EditedClasses.read(Path.of(with), NodeOptions.classes(directory)));
        } catch (IOException gone) {
            throw new LauncherException("the edited classes cannot be read: " + Format.failure(gone));
        }
    }

    public Optional<Path> ownConf() {
        return Optional.ofNullable(conf).map(Path::of);
    }

    /** With what its nodes are started, those that were added as well; without edited classes. */
    NodeOptions options() {
        return new NodeOptions(nodes + added.size(), journal, tls, ownConf(), overrides);
    }

    /** The options with which a run has the same nodes, as a shell takes them, each after a blank. */
    String arguments() {
        return options().arguments() + (with == null ? "" : " " + NodeOptions.WITH + " " + Shell.quoted(with));
    }

    ClusterSpec plus(NodeId node) {
        List<NodeId> more = new ArrayList<>(added);
        more.add(node);
        return new ClusterSpec(scenario, nodes, more, seed, journal, tls, conf, overrides, with);
    }

    public void write(Path directory) {
        try {
            PrivateFiles.write(directory.resolve(FILE), JSON.writeValueAsBytes(this));
        } catch (IOException failed) {
            throw new LauncherException(directory.resolve(FILE) + " cannot be written: " + failed.getMessage());
        }
    }

    /** @throws LauncherException when there is none, or it cannot be read */
    public static ClusterSpec read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return JSON.readValue(Files.readString(file), ClusterSpec.class);
        } catch (JsonProcessingException malformed) {
            throw new LauncherException(file + " describes no cluster: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new LauncherException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** As a report shows it. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (with != null) {
            parameters.put(NodeOptions.WITH, with);
        }
        parameters.put("nodes", nodes + (added.isEmpty() ? "" : ", and " + added.size() + " added later"));
        parameters.put("journal", journal.text());
        parameters.put("seed", Long.toString(seed));
        if (!tls) {
            parameters.put("tls", "off");
        }
        ownConf().ifPresent(file -> parameters.put("conf", file.toString()));
        overrides.forEach((path, value) -> parameters.put("-D" + path, value));
        return parameters;
    }
}
