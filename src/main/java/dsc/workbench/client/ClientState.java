package dsc.workbench.client;

import dsc.workbench.client.Attempts.Outcome;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operation;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a client carries from one operation to the next: the node that it asks first, and the context that it was given.
 * The same for the clients of a run and for simulated ones.
 */
public final class ClientState {

    private final ClientPolicy policy;
    private final List<NodeId> nodes;
    private final Optional<RandomGenerator> roaming;
    private NodeId node;
    private String context;

    /**
     * @param nodes those that the client may ask
     * @param first the node that it asks first
     * @param roaming draws the node at which each operation begins; empty if it begins where the one before ended. A
     *     generator for this alone, so that clients which roam make the same calls as those that do not.
     */
    public ClientState(ClientPolicy policy, List<NodeId> nodes, NodeId first, Optional<RandomGenerator> roaming) {
        this.policy = policy;
        this.nodes = List.copyOf(nodes);
        this.node = first;
        this.roaming = roaming;
    }

    /** The node that it asked last, or begins with. */
    public NodeId node() {
        return node;
    }

    /** The last context that it was given back, or null. */
    public String context() {
        return context;
    }

    /** Begins with that context, which may be null. */
    public void resume(String context) {
        this.context = context;
    }

    /** {@code call} as it is asked: with the context that it was given last, if it keeps one. */
    public Call begin(Call call) {
        roaming.ifPresent(random -> node = nodes.get(random.nextInt(nodes.size())));
        return policy.keepsContext() ? call.withContext(context) : call;
    }

    /** How a call is asked of node after node. */
    public Attempts attempts(Operation<?> operation, boolean mayRepeat) {
        return new Attempts(nodes, node, operation, mayRepeat);
    }

    /** Notes which node is asked next. */
    public void moved(Attempts attempts) {
        node = attempts.asked();
    }

    /** Notes how its operation ended. */
    public void completed(Outcome outcome) {
        if (outcome.endsProcess()) {
            context = null;
        } else if (outcome.context() != null) {
            context = outcome.context();
        }
    }
}
