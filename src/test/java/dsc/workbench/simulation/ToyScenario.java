package dsc.workbench.simulation;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A scenario for tests of the simulation: it promises nothing, and tolerates everything. */
abstract class ToyScenario<M> implements Scenario<M> {

    /** A state in a word. */
    record Said(String role, long term) implements NodeView {
        @Override
        public String leader() {
            return null;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of();
        }
    }

    @Override
    public String id() {
        return "toy";
    }

    @Override
    public String summary() {
        return "a toy";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "nothing",
                "It promises nothing.",
                Checker.named("nothing", (history, budget) -> Verdict.valid("nothing was promised")),
                Duration.ofSeconds(10));
    }

    @Override
    public Workload workload(Settings settings) {
        return (random, keys, turn) -> Call.of("go", null, null);
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofPeers();
    }
}
