package dsc.workbench.simulation;

import dsc.workbench.faults.LinkFault;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
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

        /** Whether its receiver can bear to get it twice. */
        default boolean mayComeTwice() {
            return true;
        }

        /** It has arrived. Its receiver may be down. */
        void arrive(long number);
    }

    /** A message that has not arrived yet; twice for one that is sent twice. */
    private final class InFlight implements Runnable {
        private final int link;
        private final Message message;
        private final long number;
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
    private final List<Deque<InFlight>> inFlight = new ArrayList<>();
    private final int places;
    private final boolean crashLoses;
    private final boolean messagesAreLate;
    private long count;

    Network(WorldSpec spec, Agenda agenda, Trace trace, Schedule schedule, int places) {
        this.spec = spec;
        this.agenda = agenda;
        this.trace = trace;
        this.schedule = schedule;
        this.places = places;
        this.latencies = new SplittableRandom[places * places];
        this.troubles = new SplittableRandom[places * places];
        this.crashes = spec.random("crash", 0);
        this.lateness = spec.random("late", 0);
        this.faults = new LinkFault[places * places];
        this.crashLoses = spec.conditions().has(Hazard.CRASH_LOSS);
        this.messagesAreLate = spec.conditions().has(Hazard.LATE_MESSAGES);
        Arrays.fill(faults, LinkFault.NONE);
        for (int link = 0; link < places * places; link++) {
            inFlight.add(new ArrayDeque<>());
        }
    }

    /** Sets what ails the link from one place to another. */
    void setFault(int from, int to, LinkFault fault) {
        faults[from * places + to] = fault;
    }

    long messages() {
        return count;
    }

    void send(int from, int to, Message message) {
        int link = from * places + to;
        LinkFault fault = faults[link];
        long number = count++;
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
        long sentNanos = agenda.nowNanos() + delayNanos + lateNanos();
        InFlight flight = new InFlight(link, message, number);
        inFlight.get(link).add(flight);
        schedule.launch(new Schedule.Flight(
                from,
                to,
                sentNanos + transitNanos(spec.conditions().network().minNanos()),
                sentNanos + transitNanos(spec.conditions().network().drawNanos(latencies[link])),
                sentNanos + transitNanos(spec.conditions().network().maxNanos()),
                flight));
    }

    private long lateNanos() {
        return messagesAreLate
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
     * The node at {@code from} crashed: on each of its links, those messages arrive that were sent before a moment
     * drawn for the link, and now and then these arrive much later.
     */
    void crash(int from) {
        for (int to = 0; to < places; to++) {
            Deque<InFlight> waiting = inFlight.get(from * places + to);
            if (crashLoses && !waiting.isEmpty()) {
                crash(from, to, waiting);
            }
        }
    }

    private void crash(int from, int to, Deque<InFlight> waiting) {
        int arriving = crashes.nextInt(waiting.size() + 1);
        boolean late = messagesAreLate && crashes.nextInt(100) < LATE_AFTER_CRASH_PERCENT;
        long lateNanos = agenda.nowNanos() + crashes.nextLong(LATE_NANOS_MIN, LATE_NANOS_MAX);
        Iterator<InFlight> each = List.copyOf(waiting).iterator();
        for (int index = 0; each.hasNext(); index++) {
            InFlight flight = each.next();
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
