package dsc.workbench.report;

import dsc.workbench.history.Operation;
import dsc.workbench.report.WorldRecord.Kind;
import dsc.workbench.report.WorldRecord.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a checker's operations stand among a world's steps. A step does not name its operation: it is the invocation at
 * the same nanosecond, and by the same client where several began together. (Process p is client p modulo the number of
 * clients, as in a live run.)
 */
final class InvocationIndex {

    private final WorldRecord world;
    private final Map<Long, List<Integer>> byMoment = new HashMap<>();

    InvocationIndex(WorldRecord world) {
        this.world = world;
        for (int at = 0; at < world.steps().size(); at++) {
            Step step = world.steps().get(at);
            if (step.kind() == Kind.INVOKE) {
                byMoment.computeIfAbsent(step.atNanos(), unseen -> new ArrayList<>())
                        .add(at);
            }
        }
    }

    /** The position of the step that began the operation, or -1 where none or more than one may have. */
    int of(Operation operation) {
        List<Integer> candidates = byMoment.getOrDefault(operation.invocation().timeNanos(), List.of());
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        List<Integer> ofClient = candidates.stream()
                .filter(at -> clientOf(operation.process())
                        .equals(world.steps().get(at).place()))
                .toList();
        return ofClient.size() == 1 ? ofClient.getFirst() : -1;
    }

    /** The client that asked for the operation, if it was found. */
    Optional<String> client(Operation operation) {
        int at = of(operation);
        return at < 0
                ? Optional.empty()
                : Optional.ofNullable(world.steps().get(at).place());
    }

    private String clientOf(long process) {
        int count = world.clients().size();
        return count == 0 ? "" : world.clients().get((int) Math.floorMod(process, (long) count));
    }
}
