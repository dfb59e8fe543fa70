package dsc.concepts.foundations.communication.requestresponse;

import dsc.concepts.foundations.communication.requestresponse.RequestResponse.CallId;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.Caller;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.Happening;
import dsc.concepts.foundations.communication.requestresponse.RequestResponse.View;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Sometimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of calls at every moment, and what should happen to them now and then. */
final class RequestResponseRules {

    static final List<Sometimes<View>> SOMETIMES = Tally.conditions(
            Happening.class,
            View::happened,
            Set.of(Happening.A_CALL_CAME_BACK_STALE, Happening.A_REQUEST_WAS_HANDLED_WHEN_ITS_CALLER_HAD_GIVEN_UP));

    private RequestResponseRules() {}

    static List<Invariant<View>> invariants() {
        return List.of(
                Invariant.agreement("one execution a call", RequestResponseRules::executions),
                unconfirmedRecordsStay(),
                incarnationsGrow());
    }

    private static Map<CallId, Long> executions(View view) {
        Map<CallId, Long> executions = new HashMap<>();
        view.state()
                .callers()
                .forEach((caller, known) -> known.records()
                        .forEach((number, position) ->
                                executions.put(new CallId(caller, known.incarnation(), number), position)));
        return executions;
    }

    /** Over crashes as well, since a record is durable. */
    private static Invariant<View> unconfirmedRecordsStay() {
        Map<NodeId, Map<NodeId, Caller>> last = new HashMap<>();
        return Invariant.of("an unconfirmed record stays", (node, before, after) -> {
            Map<NodeId, Caller> earlier = last.put(node, after.state().callers());
            if (earlier == null || earlier == after.state().callers()) {
                return Optional.empty();
            }
            return earlier.entrySet().stream()
                    .flatMap(had -> had.getValue().records().keySet().stream()
                            .map(number ->
                                    new CallId(had.getKey(), had.getValue().incarnation(), number)))
                    .filter(call -> after.state().caller(call.caller()).record(call) == null
                            && !after.state().caller(call.caller()).hasConfirmed(call))
                    .findFirst()
                    .map(call -> node + " has no record of " + call + " any more, which its caller has not confirmed");
        });
    }

    /** Each time that a node begins to call. */
    private static Invariant<View> incarnationsGrow() {
        Map<NodeId, Long> last = new HashMap<>();
        return Invariant.of("incarnations of a caller grow", (node, before, after) -> {
            if (!after.begun() || before != null && before.begun()) {
                return Optional.empty();
            }
            long incarnation = after.state().incarnation();
            Long earlier = last.put(node, incarnation);
            return earlier == null || earlier < incarnation
                    ? Optional.empty()
                    : Optional.of(node + " began again as its incarnation " + incarnation + ", after " + earlier);
        });
    }
}
