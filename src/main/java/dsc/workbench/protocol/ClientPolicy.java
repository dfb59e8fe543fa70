package dsc.workbench.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How clients ask a scenario's nodes: those of a run, those of a simulated world, and people.
 *
 * @param sessions whether a client opens a session first ({@link Call#OPEN_SESSION})
 * @param repeatable whether a call that may have taken effect can be asked again as it is, and then takes effect at
 *     most once
 * @param settleTime how long the clients of a live run go on after the last fault, so that what comes after it is seen
 * @param entryNodes the nodes that clients ask; the final reads of a run go to every node all the same
 * @param roams whether each operation begins at a node that is drawn, rather than where the one before ended: as a
 *     client that moves, or one behind a load balancer
 * @param keepsContext whether a client hands the last context that it was given back ({@link Reply.Ok#context}) with
 *     its next call; it begins without one when it goes on as another process
 */
public record ClientPolicy(
        Sessions sessions,
        boolean repeatable,
        Duration settleTime,
        EntryNodes entryNodes,
        boolean roams,
        boolean keepsContext) {

    /** Whether clients have sessions, in which calls are numbered. */
    public enum Sessions {
        /** There are none. */
        NONE,
        /** A client of a run opens one; a call outside any session is answered as well. */
        OFFERED,
        /** A call that changes something is refused outside a session. */
        REQUIRED
    }

    /** Chooses the nodes that clients ask. */
    @FunctionalInterface
    public interface EntryNodes {

        /**
         * @param nodes all of them, in the order of their ids
         * @return some of {@code nodes}, in the order in which clients are spread over them; at least one
         */
        List<NodeId> of(List<NodeId> nodes, Settings settings);
    }

    /** No sessions, every node is asked, and clients go on for 3 s after the last fault. */
    public static final ClientPolicy DEFAULT =
            new ClientPolicy(Sessions.NONE, false, Duration.ofSeconds(3), (nodes, settings) -> nodes, false, false);

    public ClientPolicy {
        Objects.requireNonNull(sessions);
        Objects.requireNonNull(entryNodes);
        if (!settleTime.isPositive()) {
            throw new IllegalArgumentException("clients settle in more than 0 s, not " + settleTime);
        }
    }

    /** The same with these sessions; with some, calls are repeatable. */
    public ClientPolicy withSessions(Sessions other) {
        return new ClientPolicy(other, other != Sessions.NONE, settleTime, entryNodes, roams, keepsContext);
    }

    /** The same where each call names itself, so that it can be asked again without a session. */
    public ClientPolicy withRepeatableCalls() {
        return new ClientPolicy(sessions, true, settleTime, entryNodes, roams, keepsContext);
    }

    public ClientPolicy withSettleTime(Duration other) {
        return new ClientPolicy(sessions, repeatable, other, entryNodes, roams, keepsContext);
    }

    public ClientPolicy withEntryNodes(EntryNodes other) {
        return new ClientPolicy(sessions, repeatable, settleTime, other, roams, keepsContext);
    }

    /** The same where each operation begins at a node that is drawn. */
    public ClientPolicy withRoamingClients() {
        return new ClientPolicy(sessions, repeatable, settleTime, entryNodes, true, keepsContext);
    }

    /** The same where a client hands the last context that it was given back with its next call. */
    public ClientPolicy withContext() {
        return new ClientPolicy(sessions, repeatable, settleTime, entryNodes, roams, true);
    }

    public boolean usesSessions() {
        return sessions != Sessions.NONE;
    }

    /**
     * The nodes that clients ask.
     *
     * @throws IllegalStateException when the scenario chose a node that is not one of {@code nodes}, or none
     */
    public List<NodeId> entryNodes(List<NodeId> nodes, Settings settings) {
        List<NodeId> chosen = List.copyOf(entryNodes.of(nodes, settings));
        if (chosen.isEmpty() || !nodes.containsAll(chosen)) {
            throw new IllegalStateException("clients cannot ask " + chosen + " of the nodes " + nodes);
        }
        return chosen;
    }
}
