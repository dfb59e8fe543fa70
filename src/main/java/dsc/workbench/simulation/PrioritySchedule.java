package dsc.workbench.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.pekko.dispatch.Mailbox;

/**
 * Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010), with the links between places in the part of its
 * threads: a message on a link of high priority overtakes all others, as long as those are not overdue. A bug that
 * needs {@code d} of {@code k} deliveries on {@code n} links in one order is met with a chance of at least one in
 * {@code n k^(d-1)}, however unlikely it is when latencies are drawn.
 */
final class PrioritySchedule implements Schedule {

    /** Changes happen within a number of deliveries that is itself drawn, between 8 and 2^15: bugs may lie early. */
    private static final int SPAN_POWER_MIN = 3;

    private static final int SPAN_POWER_MAX = 15;

    private final SplittableRandom random;
    private final Agenda agenda;
    private final int places;
    private final boolean fifo;
    private final List<Deque<Flight>> links = new ArrayList<>();

    /** Links with messages on them; the order means nothing. */
    private final List<Integer> busy = new ArrayList<>();

    private final double[] linkPriorities;
    private final double[] placePriorities;

    /** The deliveries at which a priority changes, soonest first. */
    private final PriorityQueue<Long> changes = new PriorityQueue<>();

    private long deliveries;
    private double lowest;

    PrioritySchedule(SplittableRandom random, Agenda agenda, int places, boolean fifo, int changePoints) {
        this.random = random;
        this.agenda = agenda;
        this.places = places;
        this.fifo = fifo;
        this.linkPriorities = random.doubles(places * (long) places).toArray();
        this.placePriorities = random.doubles(places).toArray();
        for (int link = 0; link < places * places; link++) {
            links.add(new ArrayDeque<>());
        }
        long span = 1L << random.nextInt(SPAN_POWER_MIN, SPAN_POWER_MAX + 1);
        for (int change = 0; change < changePoints; change++) {
            changes.add(random.nextLong(span));
        }
    }

    @Override
    public int pick(List<Runnable> ready) {
        int best = 0;
        for (int index = 1; index < ready.size(); index++) {
            if (priority(ready.get(index)) > priority(ready.get(best))) {
                best = index;
            }
        }
        return best;
    }

    private double priority(Runnable task) {
        Host host = task instanceof Mailbox mailbox ? Engine.hostOf(mailbox) : null;
        return host == null ? 1 : placePriorities[host.place];
    }

    @Override
    public void launch(Flight flight) {
        int link = flight.from() * places + flight.to();
        Deque<Flight> waiting = links.get(link);
        if (waiting.isEmpty()) {
            busy.add(link);
        }
        waiting.add(flight);
    }

    @Override
    public boolean deliverBefore(long dueNanos) {
        if (busy.isEmpty()) {
            return false;
        }
        long horizonNanos = dueNanos;
        for (int link : busy) {
            horizonNanos = Math.min(horizonNanos, links.get(link).getFirst().latestNanos());
        }
        horizonNanos = Math.max(horizonNanos, agenda.nowNanos());
        int chosen = highest(horizonNanos);
        if (chosen >= 0 && !changes.isEmpty() && changes.peek() <= deliveries) {
            changes.poll();
            linkPriorities[chosen] = --lowest;
            chosen = highest(horizonNanos);
        }
        if (chosen < 0) {
            return false;
        }
        deliveries++;
        Flight flight = take(chosen);
        agenda.passUntil(flight.earliestNanos());
        flight.arrival().run();
        return true;
    }

    /** The link of the highest priority whose message may arrive by {@code horizonNanos}, or -1. */
    private int highest(long horizonNanos) {
        int chosen = -1;
        for (int link : busy) {
            if (links.get(link).getFirst().earliestNanos() <= horizonNanos
                    && (chosen < 0 || linkPriorities[link] > linkPriorities[chosen])) {
                chosen = link;
            }
        }
        return chosen;
    }

    private Flight take(int link) {
        Deque<Flight> waiting = links.get(link);
        Flight taken = fifo ? waiting.poll() : takeAny(waiting);
        if (waiting.isEmpty()) {
            busy.remove((Integer) link);
        }
        return taken;
    }

    private Flight takeAny(Deque<Flight> waiting) {
        int index = random.nextInt(waiting.size());
        Iterator<Flight> flights = waiting.iterator();
        Flight taken = flights.next();
        for (int skipped = 0; skipped < index; skipped++) {
            taken = flights.next();
        }
        flights.remove();
        return taken;
    }
}
