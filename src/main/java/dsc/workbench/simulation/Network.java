package dsc.workbench.simulation;

import dsc.workbench.faults.LinkFault;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The network of a simulated world. Messages are lost, doubled, delayed and cut as the faults in force say; those
 * between clients and nodes only where {@link Hazard#CLIENT_LINKS} says so.
 */
final class Network {

    /** What becomes of a message. */
    interface Message {

        String type();

        /** All of it, in a line. */
        String text();

        /** A hash of all of it, the same in every JVM. */
        long contents();

        /** The process that sends it; null for a client. */
        Host sender();

        /** Whether its receiver can bear to get it twice. */
        default boolean mayComeTwice() {
            return true;
        }

        /** It has arrived. Its receiver may be down. */
        void arrive(long number);
    }

    /** A message that has not arrived yet; twice for one that is sent twice. */
    private final class InFlight implements Schedule.Arrival {
        private final int link;
        private final Message message;
        private final long number;
        private long byNanos;
        private boolean ended;

        InFlight(int link, Message message, long number) {
            this.link = link;
            this.message = message;
            this.number = number;
        }

        @Override
        public void run() {
            if (!ended) {
                ended = true;
                forget(this);
                message.arrive(number);
            }
        }

        @Override
        public boolean isOver() {
            return ended;
        }
    }

    /** No message arrives in less: clients that ask as fast as answers come would ask without end at one moment. */
    private static final long TRANSIT_NANOS_MIN = 10_000;

    /** One message in so many is late, where messages can be. */
    private static final int LATE_ONE_IN = 400;

    private static final int LATE_AFTER_CRASH_PERCENT = 25;
    private static final long LATE_NANOS_MIN = 500_000_000L;
    private static final long LATE_NANOS_MAX = 6_000_000_000L;

    private final WorldSpec spec;
    private final Agenda agenda;
    private final Trace trace;
    private final Schedule schedule;
    private final SplittableRandom[] latencies;
    private final SplittableRandom[] troubles;
    private final SplittableRandom crashes;
    private final SplittableRandom lateness;
    private final LinkFault[] faults;

    /** By link, in the order of sending; null for a link on which nothing was sent yet. */
    private final List<Deque<InFlight>> inFlight;

    private final int places;
    private final int nodes;
    private final boolean crashLoses;
    private final boolean messagesAreLate;
    private final boolean clientsSuffer;
    private long count;
    private long ofOperations;
    private boolean finalReads;

    Network(WorldSpec spec, Agenda agenda, Trace trace, Schedule schedule, int places) {
        this.spec = spec;
        this.agenda = agenda;
        this.trace = trace;
        this.schedule = schedule;
        this.places = places;
        this.nodes = spec.conditions().nodes();
        this.latencies = new SplittableRandom[places * places];
        this.troubles = new SplittableRandom[places * places];
        this.crashes = spec.random("crash", 0);
        this.lateness = spec.random("late", 0);
        this.faults = new LinkFault[places * places];
        this.crashLoses = spec.conditions().has(Hazard.CRASH_LOSS);
        this.messagesAreLate = spec.conditions().has(Hazard.LATE_MESSAGES);
        this.clientsSuffer = spec.conditions().has(Hazard.CLIENT_LINKS);
        this.inFlight = new ArrayList<>(Collections.nCopies(places * places, null));
        Arrays.fill(faults, LinkFault.NONE);
    }

    /** Sets what ails the link from one place to another. */
    void setFault(int from, int to, LinkFault fault) {
        faults[from * places + to] = fault;
    }

    long messages() {
        return count;
    }

    /** Those that nodes sent each other until the final reads began. */
    long messagesOfOperations() {
        return ofOperations;
    }

    void onFinalReads() {
        finalReads = true;
    }

    void send(int from, int to, Message message) {
        int link = from * places + to;
        LinkFault fault = faults[link];
        long number = count++;
        if (from < nodes && to < nodes && !finalReads) {
            ofOperations++;
        }
        trace.add(agenda.nowNanos(), Step.Kind.SEND, from, to, message.type(), number, message::text);
        trace.contents(message.contents());
        if (fault.cut()) {
            lose(from, to, message, number, "cut off");
        } else if (chance(link, fault.lossPercent())) {
            lose(from, to, message, number, "lost");
        } else {
            transmit(from, to, message, number, fault);
            if (chance(link, fault.duplicatePercent()) && message.mayComeTwice()) {
                transmit(from, to, message, number, fault);
            }
        }
    }

    private void transmit(int from, int to, Message message, long number, LinkFault fault) {
        int link = from * places + to;
        if (latencies[link] == null) {
            latencies[link] = spec.random("latency", link);
        }
        long delayNanos = fault.delayMaxMillis() == 0
                ? 0
                : 1_000_000L * latencies[link].nextLong(fault.delayMinMillis(), fault.delayMaxMillis() + 1L);
        long sentNanos = agenda.nowNanos() + delayNanos + lateNanos(from, to);
        InFlight flight = new InFlight(link, message, number);
        if (inFlight.get(link) == null) {
            inFlight.set(link, new ArrayDeque<>());
        }
        inFlight.get(link).add(flight);
        flight.byNanos = schedule.launch(new Schedule.Flight(
                from,
                to,
                sentNanos + transitNanos(spec.conditions().network().minNanos()),
                sentNanos + transitNanos(spec.conditions().network().drawNanos(latencies[link])),
                sentNanos + transitNanos(spec.conditions().network().maxNanos()),
                flight));
    }

    private boolean mayBeLate(int from, int to) {
        return messagesAreLate && (clientsSuffer || from < nodes && to < nodes);
    }

    private long lateNanos(int from, int to) {
        return mayBeLate(from, to)
                        && lateness.nextInt(LATE_ONE_IN) == 0
                        && agenda.nowNanos() + LATE_NANOS_MAX < spec.calmNanos()
                ? lateness.nextLong(LATE_NANOS_MIN, LATE_NANOS_MAX)
                : 0;
    }

    private static long transitNanos(long nanos) {
        return Math.max(TRANSIT_NANOS_MIN, nanos);
    }

    private void forget(InFlight flight) {
        Deque<InFlight> waiting = inFlight.get(flight.link);
        if (waiting.peek() == flight) {
            waiting.poll();
        } else {
            waiting.remove(flight);
        }
    }

    /**
     * A process ended: on each of its links, those messages arrive that were sent before a moment drawn for the link,
     * and now and then these arrive much later. Those of another process at the same place are not touched.
     */
    void crash(Host sender) {
        for (int to = 0; crashLoses && to < places; to++) {
            Deque<InFlight> waiting = inFlight.get(sender.place * places + to);
            if (waiting != null && !waiting.isEmpty()) {
                List<InFlight> sent = waiting.stream()
                        .filter(flight -> flight.message.sender() == sender)
                        .toList();
                crash(sender.place, to, sent);
                long lastNanos = waiting.stream()
                        .mapToLong(flight -> flight.byNanos)
                        .max()
                        .orElse(0);
                schedule.forgetOver(sender.place, to, lastNanos);
            }
        }
    }

    private void crash(int from, int to, List<InFlight> sent) {
        int arriving = crashes.nextInt(sent.size() + 1);
        boolean late = mayBeLate(from, to) && crashes.nextInt(100) < LATE_AFTER_CRASH_PERCENT;
        long lateNanos = agenda.nowNanos() + crashes.nextLong(LATE_NANOS_MIN, LATE_NANOS_MAX);
        for (int index = 0; index < sent.size(); index++) {
            InFlight flight = sent.get(index);
            if (index >= arriving) {
                end(flight);
                lose(from, to, flight.message, flight.number, "lost in the crash");
            } else if (late && lateNanos < spec.calmNanos()) {
                end(flight);
                agenda.at(lateNanos + index, () -> flight.message.arrive(flight.number));
            }
        }
    }

    private void end(InFlight flight) {
        flight.ended = true;
        forget(flight);
    }

    /** Notes that a message is not going to arrive. */
    void lose(int from, int to, Message message, long number, String why) {
        trace.add(agenda.nowNanos(), Step.Kind.LOSE, to, from, message.type(), number, () -> why);
    }

    private boolean chance(int link, int percent) {
        if (percent == 0) {
            return false;
        }
        if (troubles[link] == null) {
            troubles[link] = spec.random("trouble", link);
        }
        return troubles[link].nextInt(100) < percent;
    }
}
