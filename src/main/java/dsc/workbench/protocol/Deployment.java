package dsc.workbench.protocol;

import java.util.Objects;

/**
 * On which nodes a scenario runs, and what may become of them.
 *
 * @param subject what the nodes are
 * @param journal what the journal of a live node has to be
 * @param nodes with how many nodes a cluster begins unless somebody says otherwise
 * @param nodesLeast the fewest with which it makes sense
 * @param nodesMost the most
 * @param nodesCanJoin whether another node takes part as soon as it is a member of the cluster. Where the protocol
 *     decides who takes part, see {@code groupCanChange}; where the nodes are given once and for all, neither is so.
 * @param nodesMayBeDowned whether the split-brain resolver may down nodes while the guarantee holds: it is sharp then,
 *     faults last long enough for it to decide, and a node that was downed is started again and counted. Otherwise, a
 *     run in which a node is downed is not what was planned, and its verdict unknown.
 * @param groupCanChange whether the group can change ({@link Call#ADD_SERVER}, {@link Call#REMOVE_SERVER}); the
 *     {@link NodeView}s of its nodes say then who is in it ({@link NodeView#GROUP})
 * @param check refuses settings that make no sense
 */
public record Deployment(
        Subject subject,
        Journal journal,
        int nodes,
        int nodesLeast,
        int nodesMost,
        boolean nodesCanJoin,
        boolean nodesMayBeDowned,
        boolean groupCanChange,
        SettingsCheck check) {

    /** What a scenario is about. */
    public enum Subject {
        /** Actors that talk through {@link Peers} alone, so that they can be simulated. */
        PEERS,
        /** A module of Pekko, which needs a live cluster. */
        PLATFORM
    }

    /** What the journal of a live node has to be. */
    public enum Journal {
        /** Any: a node reads only what it wrote itself. */
        LOCAL,
        /** One for all nodes, since they read what others wrote: the memory of each will not do. */
        SHARED
    }

    /** Is asked before any node starts, so that the user is told in a line why settings make no sense. */
    @FunctionalInterface
    public interface SettingsCheck {

        /**
         * @param nodes with how many nodes the cluster begins
         * @throws IllegalArgumentException when they make no sense; the message says which, and what would do
         */
        void require(Settings settings, int nodes);
    }

    /** Three peers, any journal, a group that stays as it is. */
    public static final Deployment PEERS = new Deployment(
            Subject.PEERS, Journal.LOCAL, 3, 1, Integer.MAX_VALUE, false, false, false, (settings, nodes) -> {});

    /** The same of a module of Pekko. */
    public static final Deployment PLATFORM = new Deployment(
            Subject.PLATFORM, Journal.LOCAL, 3, 1, Integer.MAX_VALUE, false, false, false, (settings, nodes) -> {});

    public Deployment {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(journal);
        Objects.requireNonNull(check);
        if (nodesLeast < 1 || nodes < nodesLeast || nodes > nodesMost) {
            throw new IllegalArgumentException(
                    "a cluster cannot begin with " + nodes + " of " + nodesLeast + " to " + nodesMost + " nodes");
        }
    }

    /** The same that begins with {@code count} nodes unless somebody says otherwise. */
    public Deployment withNodes(int count) {
        return new Deployment(
                subject, journal, count, nodesLeast, nodesMost, nodesCanJoin, nodesMayBeDowned, groupCanChange, check);
    }

    /**
     * The same with {@code least} to {@code most} nodes, and with as many as it takes unless somebody says otherwise.
     */
    public Deployment withNodesBetween(int least, int most) {
        return new Deployment(
                subject,
                journal,
                Math.clamp(nodes, least, most),
                least,
                most,
                nodesCanJoin,
                nodesMayBeDowned,
                groupCanChange,
                check);
    }

    public Deployment withJournal(Journal other) {
        return new Deployment(
                subject, other, nodes, nodesLeast, nodesMost, nodesCanJoin, nodesMayBeDowned, groupCanChange, check);
    }

    public Deployment withNodesThatJoin() {
        return new Deployment(
                subject, journal, nodes, nodesLeast, nodesMost, true, nodesMayBeDowned, groupCanChange, check);
    }

    public Deployment withNodesThatAreDowned() {
        return new Deployment(
                subject, journal, nodes, nodesLeast, nodesMost, nodesCanJoin, true, groupCanChange, check);
    }

    public Deployment withGroupThatChanges() {
        return new Deployment(
                subject, journal, nodes, nodesLeast, nodesMost, nodesCanJoin, nodesMayBeDowned, true, check);
    }

    /** The same that refuses what {@code other} refuses. */
    public Deployment withCheck(SettingsCheck other) {
        return new Deployment(
                subject, journal, nodes, nodesLeast, nodesMost, nodesCanJoin, nodesMayBeDowned, groupCanChange, other);
    }

    /** Whether it needs a live cluster and cannot be simulated. */
    public boolean isPlatform() {
        return subject == Subject.PLATFORM;
    }

    /**
     * Refuses a number of nodes, or settings, that make no sense.
     *
     * @param scenario its id
     * @param count with how many nodes the cluster begins
     * @throws IllegalArgumentException with a message that says which, and what would do
     */
    public void require(String scenario, Settings settings, int count) {
        if (count < nodesLeast || count > nodesMost) {
            throw new IllegalArgumentException(scenario + " has "
                    + (nodesMost == Integer.MAX_VALUE ? nodesLeast + " or more" : nodesLeast + " to " + nodesMost)
                    + " nodes"
                    + ", not " + count);
        }
        check.require(settings, count);
    }
}
