package dsc.workbench.client;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every node answered in the end of a run ({@link Operations#finalReads}). */
public final class FinalReadResults {

    /** Above the number of any client, however often it went on as another one. */
    private static final long FIRST_PROCESS = 1L << 40;

    private record Asked(NodeId node, Call call, Outcome outcome) {}

    private final List<Asked> all = new ArrayList<>();

    public void put(NodeId node, Call call, Outcome outcome) {
        all.add(new Asked(node, call, outcome));
    }

    /** Whether every node answered, and all the same unless each answers for itself. */
    public boolean alike(Operations<?> operations) {
        Map<Call, Optional<Object>> answers = new HashMap<>();
        for (Asked asked : all) {
            Optional<Object> answer = Optional.ofNullable(asked.outcome().value());
            boolean isAnswer = asked.outcome().type() == Event.Type.OK
                    && (answer.isPresent() || !operations.isNeverNil(asked.call()));
            if (!isAnswer) {
                return false;
            }
            if (!operations.isPerNode(asked.call())
                    && !answers.computeIfAbsent(asked.call(), first -> answer).equals(answer)) {
                return false;
            }
        }
        return true;
    }

    /** What nodes answered for themselves, in the order in which they were asked. */
    List<Object> own(Operations<?> operations) {
        return all.stream()
                .filter(asked -> operations.isPerNode(asked.call()))
                .<Object>map(Asked::outcome)
                .toList();
    }

    /** Adds them to a history, as operations that follow one another. */
    public void record(Recorder recorder) {
        for (int at = 0; at < all.size(); at++) {
            Asked asked = all.get(at);
            Event invocation = recorder.invoke(
                    FIRST_PROCESS + at,
                    Operations.FINAL + asked.call().function(),
                    asked.call().key(),
                    asked.node().value());
            Outcome outcome = asked.outcome();
            boolean answered = outcome.type() == Event.Type.OK;
            recorder.complete(
                    invocation,
                    // It changed nothing, whatever became of it.
                    answered ? Event.Type.OK : Event.Type.FAIL,
                    answered ? outcome.value() : invocation.value(),
                    outcome.error());
        }
    }
}
