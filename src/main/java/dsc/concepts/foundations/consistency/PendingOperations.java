package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedReplica.Ask;
import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import dsc.concepts.foundations.consistency.OrderedView.Happening;
import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * What clients asked of a node of an ordered store and are not answered yet. Belongs to the node's actor, which loses
 * it in a crash. All answers are by what this node has applied, not by what is ordered: a client that asks this node
 * next finds it here.
 */
final class PendingOperations {

    /**
     * An operation that is not answered yet.
     *
     * @param submitted whether it waits for its place in the log; if not, for the log to be as long as {@code index}
     * @param index how long the log was here when it was submitted, or has to be
     */
    private record Pending(Ask ask, boolean submitted, long index, long sinceNanos) {
        boolean isWrite() {
            return ask.operation() instanceof RegisterMap.Write;
        }
    }

    private final NodeContext<OrderedReplica.Message> node;
    private final TimerScheduler<OrderedReplica.Message> timers;
    private final OrderedOptions options;
    private final Reads reads;
    private final Tally<Happening> tally;

    /** By number, in the order in which they were asked. */
    private final Map<Long, Pending> pending = new LinkedHashMap<>();

    private long lastNumber;

    PendingOperations(
            DurablePeer.Setup<OrderedReplica.Message> setup,
            OrderedOptions options,
            Reads reads,
            Tally<Happening> tally) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
        this.reads = reads;
        this.tally = tally;
    }

    /** Forgets all; numbers begin anew. */
    void clear() {
        pending.clear();
        lastNumber = 0;
    }

    /** Waits until {@code ask} has its place in the log; returns what is to be submitted. */
    Entry submit(OrderedLog log, Ask ask) {
        return entry(log, await(ask, true, log.end()));
    }

    /** Answers {@code ask} from this node's copy, as soon as that has as many entries as the client has seen. */
    void read(OrderedLog log, Ask ask, long seen) {
        if (seen > log.end()) {
            tally.add(Happening.A_READ_WAITED_FOR_WHAT_ITS_CLIENT_HAD_SEEN);
            await(ask, false, seen);
        } else {
            answer(log, pending(ask, false, seen));
        }
    }

    private Pending pending(Ask ask, boolean submitted, long index) {
        return new Pending(ask, submitted, index, node.clock().monotonicNanos());
    }

    /** The timer comes again and again, since Pekko drops messages when too many wait for the journal. */
    private long await(Ask ask, boolean submitted, long index) {
        long number = ++lastNumber;
        pending.put(number, pending(ask, submitted, index));
        timers.startTimerWithFixedDelay(number, new OrderedReplica.TimedOut(number), options.operationTimeout());
        return number;
    }

    /** What waits for places in the log, as it is submitted. */
    List<Entry> submitted(OrderedLog log) {
        return numbers().stream().map(number -> entry(log, number)).toList();
    }

    private List<Long> numbers() {
        return pending.entrySet().stream()
                .filter(each -> each.getValue().submitted())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Entry entry(OrderedLog log, long number) {
        Entry.Put put = pending.get(number).ask().operation() instanceof RegisterMap.Write write
                ? new Entry.Put(write.key(), write.value())
                : null;
        return new Entry(id(log, number), numbers().getFirst(), put);
    }

    private Entry.Id id(OrderedLog log, long number) {
        return new Entry.Id(node.self(), log.incarnation(), number);
    }

    /** Answers what has waited for so long, if it still does. */
    void giveUp(long number) {
        Pending operation = remove(number);
        if (operation != null) {
            operation.ask().replyTo().tell(givenUp(operation));
        }
    }

    private Pending remove(long number) {
        timers.cancel(number);
        return pending.remove(number);
    }

    /** Only a write that was submitted may take effect yet. */
    private Reply givenUp(Pending operation) {
        if (!operation.submitted()) {
            tally.add(Happening.A_CLIENT_WAS_REFUSED_FOR_WHAT_IT_HAD_SEEN);
            return new Reply.Failed(node.self() + " has not seen what you saw: it lacks entry " + operation.index());
        }
        tally.add(Happening.AN_OPERATION_WAS_GIVEN_UP);
        String why = "the sequencer, " + node.group().getFirst() + ", did not order it in time";
        return operation.isWrite() ? new Reply.Unknown(why) : new Reply.Failed(why);
    }

    /** Answers what {@code log} has by now. */
    void answerApplied(OrderedLog log) {
        for (Map.Entry<Long, Pending> each : List.copyOf(pending.entrySet())) {
            Pending operation = each.getValue();
            boolean isHere = operation.submitted()
                    ? log.now().isSettled(id(log, each.getKey()))
                    : log.end() >= operation.index();
            if (isHere) {
                remove(each.getKey());
                answer(log, operation);
            }
        }
    }

    private void answer(OrderedLog log, Pending operation) {
        count(log, operation);
        String context = reads == Reads.LOCAL ? Contexts.of(log.end()) : null;
        Object value = switch (operation.ask().operation()) {
            case RegisterMap.Read read -> log.now().values().get(read.key());
            case RegisterMap.Snapshot snapshot -> log.now().values();
            case RegisterMap.Write write -> null;
        };
        operation.ask().replyTo().tell(new Reply.Ok(value, context));
    }

    private void count(OrderedLog log, Pending operation) {
        if (operation.isWrite()) {
            return;
        }
        if (operation.submitted()) {
            boolean sawLater = operation.index() >= log.entries().first()
                    && log.entries().read(operation.index(), Integer.MAX_VALUE).stream()
                            .anyMatch(entry -> !entry.isRead());
            if (sawLater) {
                tally.add(Happening.A_READ_SAW_A_WRITE_THAT_WAS_NOT_HERE_WHEN_IT_WAS_ASKED);
            }
        } else if (pending.values().stream().anyMatch(this::hasWaitedLong)) {
            tally.add(Happening.A_READ_WAS_ANSWERED_WHILE_WRITES_WAITED_FOR_THE_SEQUENCER);
        }
    }

    private boolean hasWaitedLong(Pending operation) {
        return operation.submitted()
                && node.clock().monotonicNanos() - operation.sinceNanos()
                        > options.operationTimeout().toNanos() / 2;
    }
}
