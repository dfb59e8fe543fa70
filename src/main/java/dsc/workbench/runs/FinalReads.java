package dsc.workbench.runs;

import dsc.workbench.client.FinalReadResults;
import dsc.workbench.client.FinalRounds;
import dsc.workbench.history.Recorder;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.nodes.SessionClient;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What every node is asked in the end, when faults are over and clients are done ({@link Operations#finalReads}).
 *
 * @param connections to each node, asked for anew with each call
 */
public record FinalReads(Scenario<?> scenario, Function<NodeId, NodeClient> connections) {

    private static final long ROUNDS_MILLIS = 50;

    /**
     * Asks until all answer alike, and records what they answered last.
     *
     * @param nodes the nodes to ask
     * @param keys about what
     * @param timeout how long they may take to become alike
     * @param shouldContinue polled between two rounds; once it returns false, nothing is recorded
     */
    public void ask(
            List<NodeId> nodes, List<String> keys, Duration timeout, Recorder recorder, BooleanSupplier shouldContinue)
            throws InterruptedException {
        List<Call> calls = scenario.operations().finalReads(keys);
        if (calls.isEmpty()) {
            return;
        }
        long deadline = recorder.elapsedNanos() + timeout.toNanos();
        FinalRounds rounds = new FinalRounds(scenario.operations());
        FinalReadResults answers = askAll(nodes, calls);
        while (!rounds.areOver(answers, recorder.elapsedNanos())
                && recorder.elapsedNanos() < deadline
                && shouldContinue.getAsBoolean()) {
            Thread.sleep(ROUNDS_MILLIS);
            answers = askAll(nodes, calls);
        }
        if (shouldContinue.getAsBoolean()) {
            answers.record(recorder);
        }
    }

    private FinalReadResults askAll(List<NodeId> nodes, List<Call> calls) throws InterruptedException {
        FinalReadResults answers = new FinalReadResults();
        for (NodeId node : nodes) {
            for (Call call : calls) {
                answers.put(
                        node,
                        call,
                        SessionClient.withoutSession(scenario, List.of(node), node, connections)
                                .operate(call));
            }
        }
        return answers;
    }
}
