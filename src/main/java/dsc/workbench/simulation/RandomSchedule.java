package dsc.workbench.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Messages arrive when their latency says so; of what is ready at one moment, each is equally likely to be next. */
final class RandomSchedule implements Schedule {

    private final SplittableRandom random;
    private final Agenda agenda;
    private final int places;
    private final boolean fifo;

    /** When the last message on a link arrives. */
    private final long[] lastArrivalNanos;

    RandomSchedule(SplittableRandom random, Agenda agenda, int places, boolean fifo) {
        this.random = random;
        this.agenda = agenda;
        this.places = places;
        this.fifo = fifo;
        this.lastArrivalNanos = new long[places * places];
    }

    @Override
    public int pick(List<Runnable> ready) {
        return random.nextInt(ready.size());
    }

    @Override
    public void launch(Flight flight) {
        long atNanos = flight.drawnNanos();
        if (fifo) {
            int link = flight.from() * places + flight.to();
            atNanos = Math.max(atNanos, lastArrivalNanos[link]);
            lastArrivalNanos[link] = atNanos;
        }
        agenda.at(atNanos, flight.arrival());
    }

    @Override
    public boolean deliverBefore(long dueNanos) {
        return false;
    }
}
