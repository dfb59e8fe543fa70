package dsc.workbench.simulation;

import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.List;
import java.util.SplittableRandom;

/** Decides what happens next in one world. */
interface Schedule {

    /**
     * A message on its way.
     *
     * @param from the place it left
     * @param to the place it is bound for
     * @param earliestNanos it does not arrive before
     * @param drawnNanos when it arrives if nothing decides otherwise
     * @param latestNanos it has arrived by then
     */
    record Flight(int from, int to, long earliestNanos, long drawnNanos, long latestNanos, Arrival arrival) {}

    /** What a message does when it arrives. */
    interface Arrival extends Runnable {

        /** Whether it has arrived, or never will. */
        boolean isOver();
    }

    /** Which of several mailboxes and tasks that are ready runs next. */
    int pick(List<Runnable> ready);

    /** Returns by when it arrives. */
    long launch(Flight flight);

    /**
     * Forgets the messages from one place to another that are over: they keep no others from arriving.
     *
     * @param lastNanos by when those that are left arrive; 0 if there are none
     */
    void forgetOver(int from, int to, long lastNanos);

    /**
     * Lets a message arrive now if one should, although something else is due at {@code dueNanos}. Returns whether one
     * did; until then no time beyond {@code dueNanos} may pass.
     */
    boolean deliverBefore(long dueNanos);

    static Schedule of(WorldSpec spec, Agenda agenda, int places) {
        SplittableRandom random = spec.random("schedule", 0);
        return switch (spec.conditions().strategy().kind()) {
            case RANDOM ->
                new ByChance(random, agenda, places, spec.conditions().fifo());
            case PCT ->
                new PrioritySchedule(
                        random,
                        agenda,
                        places,
                        spec.conditions().fifo(),
                        spec.conditions().strategy().changePoints());
        };
    }

    /**
     * Messages arrive when their latency says so; of what is ready at one moment, each is equally likely to be next.
     */
    final class ByChance implements Schedule {

        private final SplittableRandom random;
        private final Agenda agenda;
        private final int places;
        private final boolean fifo;

        /** When the last message on a link arrives. */
        private final long[] lastArrivalNanos;

        ByChance(SplittableRandom random, Agenda agenda, int places, boolean fifo) {
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
        public long launch(Flight flight) {
            long atNanos = flight.drawnNanos();
            if (fifo) {
                int link = flight.from() * places + flight.to();
                atNanos = Math.max(atNanos, lastArrivalNanos[link]);
                lastArrivalNanos[link] = atNanos;
            }
            agenda.at(atNanos, flight.arrival());
            return atNanos;
        }

        @Override
        public void forgetOver(int from, int to, long lastNanos) {
            lastArrivalNanos[from * places + to] = lastNanos;
        }

        @Override
        public boolean deliverBefore(long dueNanos) {
            return false;
        }
    }
}
