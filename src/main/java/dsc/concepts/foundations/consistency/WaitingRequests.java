package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.ClientPast.Demand;
import dsc.concepts.foundations.consistency.ClientPast.Reason;
import dsc.concepts.foundations.consistency.SpreadingReplica.Ask;
import dsc.concepts.foundations.consistency.SpreadingView.Happening;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * What clients asked of a node of a spreading store and are not answered yet: nothing is done for an operation before
 * the node has what its client has seen. Belongs to the node's actor, which loses it in a crash.
 */
final class WaitingRequests {

    /** An operation that is not answered yet, of a client with {@code past}. */
    private record Request(Ask ask, ClientPast past) {
        boolean isWrite() {
            return ask.operation() instanceof RegisterMap.Write;
        }

        List<Demand> unmet(VersionVector seen) {
            return past.demands(isWrite()).stream()
                    .filter(demand -> !seen.includes(demand.writes()))
                    .toList();
        }
    }

    private final NodeId self;
    private final TimerScheduler<SpreadingReplica.Message> timers;
    private final SpreadingOptions options;
    private final PastText text;
    private final Tally<Happening> tally;

    /** By number, in the order in which they were asked. */
    private final Map<Long, Request> waiting = new LinkedHashMap<>();

    private long lastNumber;

    WaitingRequests(
            DurablePeer.Setup<SpreadingReplica.Message> setup,
            SpreadingOptions options,
            PastText text,
            Tally<Happening> tally) {
        this.self = setup.node().self();
        this.timers = setup.timers();
        this.options = options;
        this.text = text;
        this.tally = tally;
    }

    void clear() {
        waiting.clear();
    }

    /** Takes {@code ask} of a client with {@code past}; it may be ready at once. */
    void add(Registers here, Ask ask, ClientPast past) {
        Request request = new Request(ask, past);
        waiting.put(++lastNumber, request);
        List<Demand> unmet = request.unmet(here.seen());
        if (!unmet.isEmpty()) {
            unmet.forEach(demand -> tally.add(Happening.waited(demand.reason())));
            timers.startTimerWithFixedDelay(
                    lastNumber, new SpreadingReplica.TimedOut(lastNumber), options.operationTimeout());
        }
    }

    /** Refuses what has waited for so long, if it still does: nothing took effect. */
    void giveUp(Registers here, long number) {
        Request request = remove(number);
        if (request != null) {
            List<Demand> unmet = request.unmet(here.seen());
            unmet.forEach(demand -> tally.add(Happening.refused(demand.reason())));
            request.ask().replyTo().tell(new Reply.Failed(refusal(here.seen(), unmet)));
        }
    }

    private Request remove(long number) {
        timers.cancel(number);
        return waiting.remove(number);
    }

    private String refusal(VersionVector seen, List<Demand> unmet) {
        VersionVector all =
                VersionVector.join(unmet.stream().map(Demand::writes).toList());
        String lacking = all.counters().entrySet().stream()
                .filter(each -> seen.counters().getOrDefault(each.getKey(), 0L) < each.getValue())
                .map(each -> each.getKey() + "#" + each.getValue())
                .collect(Collectors.joining(" and "));
        String reasons = unmet.stream()
                .map(Demand::reason)
                .filter(reason -> reason != Reason.ITS_PAST)
                .map(Words::inText)
                .collect(Collectors.joining(" and "));
        return self + " has not seen what you saw: it lacks the write " + lacking
                + (reasons.isEmpty() ? "" : ", for " + reasons);
    }

    /**
     * A write that is to become durable.
     *
     * @param past the client's, once it is
     */
    record Accepted(StampedWrite write, ActorRef<Reply> client, ClientPast past) {}

    /** Takes the writes whose time has come; their clients are to be answered when these are durable. */
    List<Accepted> acceptWrites(SpreadingLog log) {
        SpreadingLog now = log;
        List<Accepted> accepted = new ArrayList<>();
        for (Map.Entry<Long, Request> each : List.copyOf(waiting.entrySet())) {
            Request request = each.getValue();
            if (request.ask().operation() instanceof RegisterMap.Write write
                    && request.unmet(now.seen()).isEmpty()) {
                remove(each.getKey());
                StampedWrite taken =
                        now.next(self, request.past().dependencies(), new Entry.Put(write.key(), write.value()));
                now = now.plus(List.of(taken), options.snapshotEntries());
                accepted.add(new Accepted(
                        taken, request.ask().replyTo(), request.past().afterWrite(taken.dot())));
            }
        }
        return accepted;
    }

    /** Answers the reads whose time has come. */
    void answerReads(Registers here) {
        for (Map.Entry<Long, Request> each : List.copyOf(waiting.entrySet())) {
            Request request = each.getValue();
            if (!request.isWrite() && request.unmet(here.seen()).isEmpty()) {
                remove(each.getKey());
                answer(here, request);
            }
        }
    }

    private void answer(Registers here, Request request) {
        Collection<StampedWrite> returned = request.ask().operation() instanceof RegisterMap.Read read
                ? here.of(read.key()).stream().toList()
                : here.newest().values();
        Object value = request.ask().operation() instanceof RegisterMap.Read
                ? returned.stream()
                        .map(write -> write.put().value())
                        .findFirst()
                        .orElse(null)
                : here.values();
        String context = text.of(request.past().afterRead(here, returned));
        request.ask().replyTo().tell(new Reply.Ok(value, context));
    }
}
