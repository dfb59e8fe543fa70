package dsc.workbench.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultJson;
import dsc.workbench.faults.Injection;
import dsc.workbench.faults.PlanFile;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.report.RunRecord;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code faults.json}: the faults of a run or of a cluster's life, each as it was planned and as it came out. */
public final class FaultsFile {

    private static final ObjectMapper JSON =
            FaultJson.mapper().enable(SerializationFeature.INDENT_OUTPUT).build();

    private FaultsFile() {}

    /** Writes the file anew, in one step: a reader meanwhile sees the old or the new one. */
    public static void write(List<Injection> injections, Path file) throws IOException {
        PrivateFiles.write(file, JSON.writeValueAsBytes(asJson(injections)));
    }

    static List<Map<String, Object>> asJson(List<Injection> injections) {
        List<Map<String, Object>> faults = new ArrayList<>();
        for (Injection injection : injections) {
            Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("kind", injection.fault().kind().toString());
            fault.put("description", injection.description());
            fault.put("nodes", injection.nodes().stream().map(NodeId::value).toList());
            fault.put("fromMillis", injection.fromNanos() / 1_000_000);
            fault.put("toMillis", injection.inForce() ? null : injection.toNanos() / 1_000_000);
            fault.put("confirmed", injection.confirmed());
            fault.put("effect", injection.effect());
            fault.put("fault", JSON.valueToTree(injection.fault()));
            faults.add(fault);
        }
        return faults;
    }

    /** What was written down; nothing if there is no such file. */
    public static List<Injection> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Injection> injections = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(file.toFile())) {
            List<NodeId> nodes = new ArrayList<>();
            entry.path("nodes").forEach(node -> nodes.add(new NodeId(node.asText())));
            long toMillis = entry.path("toMillis").asLong(-1);
            injections.add(new Injection(
                    JSON.treeToValue(entry.path("fault"), Fault.class),
                    entry.path("description").asText(),
                    nodes,
                    entry.path("fromMillis").asLong() * 1_000_000,
                    toMillis < 0 ? Long.MAX_VALUE : toMillis * 1_000_000,
                    entry.path("confirmed").asBoolean(),
                    entry.path("effect").asText()));
        }
        return injections;
    }

    /** As a report draws it. */
    public static RunRecord.FaultBand band(Injection injection) {
        return new RunRecord.FaultBand(
                injection.fault().kind().toString(),
                injection.description(),
                injection.hit().stream().map(NodeId::value).toList(),
                injection.fromNanos(),
                injection.toNanos(),
                injection.confirmed(),
                injection.effect());
    }

    /**
     * The faults that {@code file} plans, which was written here or by hand: of each of its objects only {@code fault}
     * counts.
     *
     * @throws LauncherException when it cannot be read or holds something else; the message says what and where
     */
    public static List<Fault> plan(Path file) {
        try {
            return PlanFile.parse(file.toString(), Files.readString(file));
        } catch (IllegalArgumentException malformed) {
            throw new LauncherException(malformed.getMessage());
        } catch (NoSuchFileException | AccessDeniedException missing) {
            throw new LauncherException(file + ": there is no such file, or it may not be read");
        } catch (IOException unreadable) {
            throw new LauncherException(file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
