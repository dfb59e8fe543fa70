package dsc.workbench.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Faults that somebody plans, as JSON: a list of objects, of each of which only {@code fault} counts. A run leaves such
 * a file, and so do faults that were injected by hand.
 */
public final class PlanFile {

    private static final ObjectMapper JSON = FaultJson.mapper().build();

    private PlanFile() {}

    /**
     * The faults in {@code text}.
     *
     * @param name of the file, for what is said about it
     * @throws IllegalArgumentException when it holds something else; the message says what and where
     */
    public static List<Fault> parse(String name, String text) {
        try {
            JsonNode entries = JSON.readTree(text);
            if (!entries.isArray()) {
                throw new IllegalArgumentException(name + " is not a list of faults");
            }
            List<Fault> faults = new ArrayList<>();
            for (JsonNode entry : entries) {
                if (!entry.path("fault").isObject()) {
                    throw new IllegalArgumentException(
                            name + ": entry " + (faults.size() + 1) + " of the list has no object \"fault\"");
                }
                faults.add(fault(name, faults.size() + 1, entry.path("fault")));
            }
            return faults;
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    name + " is not JSON: " + malformed.getOriginalMessage() + " (line "
                            + malformed.getLocation().getLineNr() + ")",
                    malformed);
        }
    }

    private static Fault fault(String name, int number, JsonNode tree) {
        try {
            return JSON.treeToValue(tree, Fault.class);
        } catch (JsonProcessingException refused) {
            Throwable cause = refused.getCause() instanceof IllegalArgumentException ? refused.getCause() : refused;
            String why = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
            throw new IllegalArgumentException(name + ": fault " + number + " is none: " + why, refused);
        }
    }

    /**
     * The same as the plan of a world: what begins while another is in force goes on beside it.
     *
     * @param nodes those of the world
     * @throws IllegalArgumentException when a fault names another node
     */
    public static FaultPlan plan(String name, List<Fault> faults, List<NodeId> nodes) {
        List<Fault> foreground = new ArrayList<>();
        List<Fault> background = new ArrayList<>();
        long overMillis = 0;
        List<Fault> ordered = faults.stream()
                .sorted(Comparator.comparingLong(Fault::atMillis))
                .toList();
        for (Fault fault : ordered) {
            for (NodeId node : fault.nodes()) {
                if (!nodes.contains(node)) {
                    throw new IllegalArgumentException(
                            name + ": there is no node " + node + " among " + nodes.size() + " nodes");
                }
            }
            if (fault.atMillis() >= overMillis) {
                foreground.add(fault);
                overMillis = fault.atMillis() + fault.durationMillis();
            } else {
                background.add(fault);
            }
        }
        return new FaultPlan(foreground, background);
    }
}
