package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.report.RunRecord.FaultBand;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a simulated world when it ends. Times are nanoseconds of virtual time since it began.
 *
 * @param scenario the scenario's id, such as {@code raft}
 * @param concept the concept's name, such as {@code Distributed consensus}
 * @param guarantee what the scenario promises, in a sentence
 * @param nodes the node ids, in order
 * @param clients the names of the clients, such as {@code c1}, in order
 * @param parameters what the world was made of, name to value, in the order to show
 * @param command the command line that replays the world
 * @param hash the hash of its trace, the same whenever and wherever it is replayed
 * @param steps what happened, in the order in which it happened
 * @param violation the position in {@code steps} at which a guarantee was seen broken, or -1
 * @param faults the faults that were injected, in the order of their beginning
 * @param sometimes how often each condition that a world should meet was met, name to count, in the order to show
 * @param notes sentences worth knowing beside the verdict
 */
public record WorldRecord(
        String scenario,
        String concept,
        String guarantee,
        List<String> nodes,
        List<String> clients,
        Map<String, String> parameters,
        String command,
        String hash,
        Verdict verdict,
        List<Step> steps,
        int violation,
        List<FaultBand> faults,
        Map<String, Long> sometimes,
        List<String> notes) {

    /** What kind of thing happened. */
    public enum Kind {
        /** A message left {@code place}, bound for {@code peer}. */
        SEND,
        /** It arrived at {@code place}, from {@code peer}. */
        RECEIVE,
        /** It will never arrive at {@code place}, coming from {@code peer}; the text says why. */
        LOSE,
        /** The actor at {@code place} handled something that no peer sent: a timer, or a message to itself. */
        HANDLE,
        /** What {@code place} wrote to its journal became durable. */
        PERSIST,
        /** A node started, or started again. */
        START,
        CRASH,
        PAUSE,
        RESUME,
        /** A client began an operation. */
        INVOKE,
        /** A client learned how its operation ended. */
        COMPLETE,
        /** A fault began; {@code place} is null. */
        FAULT,
        /** It ended; {@code place} is null. */
        HEAL,
        /** A guarantee was seen broken; {@code place} is the node at which, or null. */
        VIOLATION
    }

    /**
     * One thing that happened.
     *
     * @param place the node or client on whose line it is, or null
     * @param peer the other node or client of a message, or null
     * @param type the message's type, such as {@code AppendEntries}; for other kinds a word to filter by, or null
     * @param text all of it, in a line
     * @param message the number of the message, which its sending and its arrival share, or -1
     * @param state the state of the node after it, in a line; null where it is unchanged or unknown
     */
    public record Step(
            long atNanos, Kind kind, String place, String peer, String type, String text, long message, String state) {}

    public WorldRecord {
        nodes = List.copyOf(nodes);
        clients = List.copyOf(clients);
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }
}
