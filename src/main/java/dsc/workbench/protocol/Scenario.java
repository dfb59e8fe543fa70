package dsc.workbench.protocol;

import com.typesafe.config.Config;
import dsc.workbench.history.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * A protocol as every runner takes it.
 *
 * @param <M> the protocol's messages
 */
public interface Scenario<M> {

    /** One word, unique over all scenarios. */
    String id();

    /** What it is, in a few words. */
    String summary();

    Guarantee guarantee();

    /** What clients can ask, declared once. */
    Operations<M> operations();

    Workload workload();

    /**
     * The faults under which the guarantee holds, with durable state; those that a run draws from. Whoever tolerates
     * {@link FaultKind#KILL} tolerates {@link FaultKind#LEAVE}, even if it is not among them.
     */
    Set<FaultKind> tolerates();

    /** Whether clients open a session first ({@link Call#OPEN_SESSION}), so that a call can be repeated safely. */
    boolean usesSessions();

    /**
     * Asked before any node starts, so that whoever gave settings that make no sense is told so in a line.
     *
     * @param settings the configuration at {@code dsc.<scenario>}
     * @param nodes with how many nodes the cluster begins
     * @throws IllegalArgumentException when they make no sense; the message says which, and what would
     */
    default void requireSettings(Config settings, int nodes) {}

    /** Whether a call outside any session is refused when it changes something. */
    default boolean needsSessions() {
        return false;
    }

    /** The actor, on one node. */
    Behavior<M> behavior(NodeContext<M> node);

    /** The question to which a node answers with its state. */
    M inspect(ActorRef<NodeView> replyTo);

    /**
     * What a run of it counts beside its verdict, such as acknowledged updates that were lost: name to number, in the
     * order to show.
     */
    default Map<String, Long> figures(History history) {
        return Map.of();
    }

    /**
     * The settings in which it is compared with other protocols of its concept: what each is called, and the values
     * that it takes, by path. Itself as it is, by default.
     */
    default Map<String, Map<String, String>> compared() {
        return Map.of(id(), Map.of());
    }

    /** {@link #compared()} by the values of the setting {@code path}, each named after the scenario and itself. */
    default Map<String, Map<String, String>> comparedBy(String path, Object... values) {
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        for (Object value : values) {
            settings.put(id() + " " + value, Map.of(path, value.toString()));
        }
        return settings;
    }

    /** What {@code dsc bench} measures of it. */
    default List<Benchmark> benchmarks() {
        return List.of();
    }

    /** What must be true of the nodes' states, and what should happen to them now and then. */
    default Rules<?> rules() {
        return Rules.NONE;
    }

    /**
     * Whether its group can change ({@link Call#ADD_SERVER}, {@link Call#REMOVE_SERVER}); the {@link NodeView}s of its
     * nodes say then who is in it ({@link NodeView#GROUP}).
     */
    default boolean groupCanChange() {
        return false;
    }

    /**
     * Whether a node more takes part as soon as it is a member of the cluster. Where it is the protocol that decides
     * who takes part, see {@link #groupCanChange}; where the nodes are given once and for all, neither is so.
     */
    default boolean nodesCanJoin() {
        return false;
    }

    /**
     * Whether the split-brain resolver may down nodes while its guarantee holds: it is sharp then, faults last long
     * enough for it to decide, and a node that was downed is started again and counted. Otherwise, a run in which a
     * node is downed is not what was planned, and its verdict unknown.
     */
    default boolean nodesMayBeDowned() {
        return false;
    }

    /** Whether nodes read what others wrote, so that a journal in each node's own memory will not do. */
    default boolean needsSharedJournal() {
        return false;
    }

    /** Whether its subject is a module of Pekko, so that it needs a live cluster and cannot be simulated. */
    default boolean needsCluster() {
        return false;
    }
}
