package dsc.workbench.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.pekko.dispatch.Mailbox;

/**
 * Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010), with the links between places in the part of its
 * threads: a message on a link of high priority overtakes all others, as long as those are not overdue. Adapted, so the
 * paper's bound, one in {@code n k^(d-1)} for a bug that needs {@code d} of {@code k} steps of {@code n} threads in one
 * order, holds only for orders of deliveries between which no timer and no disk has to act, and which nothing overdue
 * breaks; and half as often, since in one world of two time has a priority as well.
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

    /** At that delivery, the link whose turn it is gets that priority, which is below all that were drawn. */
    private record Change(long delivery, double priority) {}

    /** Soonest first. Which of them gives the lower priority does not depend on which comes first. */
    private final PriorityQueue<Change> changes = new PriorityQueue<>(Comparator.comparingLong(Change::delivery));

    /** In one world of two, messages on links below it wait until they are overdue, and what is due goes first. */
    private final double timePriority;

    private long deliveries;

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
            changes.add(new Change(random.nextLong(span), -1 - change));
        }
        this.timePriority = random.nextBoolean() ? random.nextDouble() : Double.NEGATIVE_INFINITY;
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
    public long launch(Flight flight) {
        int link = flight.from() * places + flight.to();
        Deque<Flight> waiting = links.get(link);
        if (waiting.isEmpty()) {
            busy.add(link);
        }
        waiting.add(flight);
        return flight.latestNanos();
    }

    @Override
    public void forgetOver(int from, int to, long lastNanos) {
        int link = from * places + to;
        Deque<Flight> waiting = links.get(link);
        if (waiting.removeIf(flight -> flight.arrival().isOver()) && waiting.isEmpty()) {
            busy.remove((Integer) link);
        }
    }

    @Override
    public boolean deliverBefore(long dueNanos) {
        if (busy.isEmpty()) {
            return false;
        }
        int first = busy.getFirst();
        for (int link : busy) {
            first = latestNanos(link) < latestNanos(first) ? link : first;
        }
        boolean overdue = latestNanos(first) <= dueNanos;
        long horizonNanos = Math.max(Math.min(dueNanos, latestNanos(first)), agenda.nowNanos());
        int chosen = highest(horizonNanos);
        if (chosen >= 0 && !changes.isEmpty() && changes.peek().delivery() <= deliveries) {
            linkPriorities[chosen] = changes.poll().priority();
            chosen = highest(horizonNanos);
        }
        if (chosen < 0 || linkPriorities[chosen] < timePriority && !overdue) {
            return false;
        }
        if (linkPriorities[chosen] < timePriority) {
            chosen = first;
        }
        deliveries++;
        Flight flight = take(chosen, horizonNanos);
        agenda.passUntil(flight.earliestNanos());
        flight.arrival().run();
        return true;
    }

    /** The link of the highest priority whose message may arrive by {@code horizonNanos}, or -1. */
    private int highest(long horizonNanos) {
        int chosen = -1;
        for (int link : busy) {
            if (earliestNanos(link) <= horizonNanos && (chosen < 0 || linkPriorities[link] > linkPriorities[chosen])) {
                chosen = link;
            }
        }
        return chosen;
    }

    /** When the next message on {@code link} may arrive: the one sent first or, without order, any. */
    private long earliestNanos(int link) {
        Deque<Flight> waiting = links.get(link);
        return fifo
                ? waiting.getFirst().earliestNanos()
                : waiting.stream().mapToLong(Flight::earliestNanos).min().orElseThrow();
    }

    private long latestNanos(int link) {
        Deque<Flight> waiting = links.get(link);
        return fifo
                ? waiting.getFirst().latestNanos()
                : waiting.stream().mapToLong(Flight::latestNanos).min().orElseThrow();
    }

    private Flight take(int link, long horizonNanos) {
        Deque<Flight> waiting = links.get(link);
        Flight taken = fifo ? waiting.poll() : takeAny(waiting, horizonNanos);
        if (waiting.isEmpty()) {
            busy.remove((Integer) link);
        }
        return taken;
    }

    /** One that may arrive by then; one that is overdue by then goes first. */
    private Flight takeAny(Deque<Flight> waiting, long horizonNanos) {
        List<Flight> overdue = waiting.stream()
                .filter(flight -> flight.latestNanos() <= horizonNanos)
                .toList();
        List<Flight> possible = !overdue.isEmpty()
                ? overdue
                : waiting.stream()
                        .filter(flight -> flight.earliestNanos() <= horizonNanos)
                        .toList();
        Flight taken = possible.get(random.nextInt(possible.size()));
        // By identity: a message that is sent twice makes two flights that may be alike.
        waiting.removeIf(flight -> flight == taken);
        return taken;
    }
}
