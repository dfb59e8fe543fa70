package dsc.workbench.simulation;

import dsc.workbench.faults.LinkFault;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The network of a simulated world. Between nodes, messages are lost, doubled, delayed and cut as the faults in force
 * say; between clients and nodes they only take their time, as on a live cluster, where clients are not cut off.
 */
final class Network {

    /** What becomes of a message. */
    interface Message {

        String type();

        /** All of it, in a line. */
        String text();

        /** It has arrived. Its receiver may be down. */
        void arrive(long number);
    }

    /** No message arrives in less: clients that ask as fast as answers come would ask without end at one moment. */
    private static final long TRANSIT_NANOS_MIN = 10_000;

    private final WorldSpec spec;
    private final Agenda agenda;
    private final Trace trace;
    private final Schedule schedule;
    private final SplittableRandom[] latencies;
    private final SplittableRandom[] troubles;
    private final LinkFault[] faults;
    private final int places;
    private long count;

    Network(WorldSpec spec, Agenda agenda, Trace trace, Schedule schedule, int places) {
        this.spec = spec;
        this.agenda = agenda;
        this.trace = trace;
        this.schedule = schedule;
        this.places = places;
        this.latencies = new SplittableRandom[places * places];
        this.troubles = new SplittableRandom[places * places];
        this.faults = new LinkFault[places * places];
        Arrays.fill(faults, LinkFault.NONE);
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
        if (fault.cut()) {
            lose(from, to, message, number, "cut off");
        } else if (chance(link, fault.lossPercent())) {
            lose(from, to, message, number, "lost");
        } else {
            transmit(from, to, message, number, fault);
            if (chance(link, fault.duplicatePercent())) {
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
        long sentNanos = agenda.nowNanos() + delayNanos;
        schedule.launch(new Schedule.Flight(
                from,
                to,
                sentNanos + transitNanos(spec.conditions().network().minNanos()),
                sentNanos + transitNanos(spec.conditions().network().drawNanos(latencies[link])),
                sentNanos + transitNanos(spec.conditions().network().maxNanos()),
                () -> message.arrive(number)));
    }

    private static long transitNanos(long nanos) {
        return Math.max(TRANSIT_NANOS_MIN, nanos);
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
