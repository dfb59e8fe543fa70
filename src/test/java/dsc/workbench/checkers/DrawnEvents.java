package dsc.workbench.checkers;

import dsc.workbench.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** What a few clients do, at once or one after the other; each has one operation under way at a time. */
public final class DrawnEvents {

    private static final int CLIENTS = 3;

    private DrawnEvents() {}

    /**
     * Draws in which order operations begin and end; some never end.
     *
     * @param operations how many begin
     * @param firstProcess the process of the first of them; each has one of its own
     * @param invocation begins the operation of a process
     * @param completion ends an operation
     */
    public static List<Event> draw(
            SplittableRandom random,
            int operations,
            long firstProcess,
            LongFunction<Event> invocation,
            UnaryOperator<Event> completion) {
        List<Event> events = new ArrayList<>();
        Event[] running = new Event[CLIENTS];
        for (int begun = 0; begun < operations; ) {
            int client = random.nextInt(CLIENTS);
            if (running[client] == null) {
                running[client] = invocation.apply(firstProcess + begun++);
                events.add(running[client]);
            } else {
                events.add(completion.apply(running[client]));
                running[client] = null;
            }
        }
        for (Event unended : running) {
            if (unended != null && random.nextInt(3) > 0) {
                events.add(completion.apply(unended));
            }
        }
        return events;
    }
}
