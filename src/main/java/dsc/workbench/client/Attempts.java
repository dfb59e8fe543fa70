package dsc.workbench.client;

import dsc.workbench.history.Event;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.List;

/**
 * One operation of a client: the node that it asks next, and what the answers mean. It asks node after node until one
 * gives a final answer; with a session, a call that is repeated takes effect once.
 */
public final class Attempts {

    /** After this long a client gives an operation up, its outcome unknown. */
    public static final Duration OPERATION_DEADLINE = Duration.ofSeconds(5);

    /** After this long it asks another node. */
    public static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(1_500);

    /** The first wait before it asks a node that nobody pointed it to; each wait after that is twice as long. */
    public static final Duration BACKOFF_MIN = Duration.ofMillis(25);

    /** The longest such wait. */
    public static final Duration BACKOFF_MAX = Duration.ofMillis(200);

    /**
     * What an operation came to, and what is recorded of it: the same for the clients of a run, for simulated ones, and
     * for calls by hand.
     *
     * @param context what the client hands back with its next call, or null to leave it with the one it has
     */
    public record Outcome(Event.Type type, Object value, String error, String context) {

        /** An outcome that leaves the client with the context it has. */
        public Outcome(Event.Type type, Object value, String error) {
            this(type, value, error, null);
        }

        public static Outcome of(Reply.Ok ok) {
            return new Outcome(Event.Type.OK, ok.value(), null, ok.context());
        }

        public static Outcome of(Reply.Failed failed) {
            return failed(failed.error());
        }

        /** It may have taken effect, and asking again would not tell. */
        public static Outcome of(Reply.Lost lost) {
            return new Outcome(Event.Type.INFO, null, lost.error());
        }

        /** It did not take effect, and never will. */
        public static Outcome failed(String error) {
            return new Outcome(Event.Type.FAIL, null, error);
        }

        /** The outcome of a call without an answer: a query changes nothing, so it did not happen. */
        public static Outcome unanswered(Operation<?> operation, String error) {
            return new Outcome(operation.isQuery() ? Event.Type.FAIL : Event.Type.INFO, null, error);
        }

        /**
         * Whether its process ends with it: a client that does not know what it did goes on as another, as in Jepsen.
         */
        public boolean endsProcess() {
            return type != Event.Type.OK && type != Event.Type.FAIL;
        }

        /**
         * The outcome as histories have it: its value is the answer or the argument, whichever the operation is about.
         */
        public Outcome recorded(Operation<?> operation, Call call) {
            boolean answer = type == Event.Type.OK && operation.isAnswerRecorded(call);
            return new Outcome(type, answer ? value : call.value(), error);
        }
    }

    /** What a client does next. */
    public sealed interface Next {

        /** Nothing more. */
        record Done(Outcome outcome) implements Next {}

        /** It asks {@code node}, after {@code backoff}, which may be nothing. */
        record Ask(NodeId node, Duration backoff) implements Next {}
    }

    private final List<NodeId> nodes;
    private final boolean mayRepeat;
    private final Operation<?> operation;
    private NodeId asked;
    private boolean mayHaveHappened;
    private boolean hinted;
    private Duration backoff = BACKOFF_MIN;
    private String error = "nobody could be asked";

    /**
     * @param nodes all of them, in the order in which a client without a hint goes from one to the next
     * @param first the node that it asks first
     * @param operation whose call it is
     * @param mayRepeat whether a call that may have taken effect can be repeated: it belongs to a session
     */
    public Attempts(List<NodeId> nodes, NodeId first, Operation<?> operation, boolean mayRepeat) {
        this.nodes = nodes;
        this.asked = first;
        this.mayRepeat = mayRepeat;
        this.operation = operation;
    }

    /**
     * The node that it asks first or next; once it is done, the one that the client's next operation should ask first.
     */
    public NodeId asked() {
        return asked;
    }

    public Next onReply(Reply reply) {
        return switch (reply) {
            case Reply.Ok ok -> new Next.Done(Outcome.of(ok));
            case Reply.Failed failed -> new Next.Done(Outcome.of(failed));
            case Reply.Lost lost -> new Next.Done(Outcome.of(lost));
            case Reply.Unknown unknown -> {
                mayHaveHappened = true;
                hinted = false;
                error = asked + ": " + unknown.error();
                yield askNext(null);
            }
            case Reply.Redirect redirect -> {
                error = asked + " does not lead";
                NodeId leader = redirect.leader().orElse(null);
                // Two nodes may each take the other for the leader: only the first hint is followed at once.
                NodeId hint = hinted ? null : leader;
                hinted = !hinted && leader != null;
                yield askNext(hint);
            }
        };
    }

    /** The call certainly did not get there. */
    public Next onUnreachable() {
        error = asked + " cannot be reached";
        return askNext(null);
    }

    /** The call was sent, and nobody knows what became of it. */
    public Next onNoAnswer() {
        mayHaveHappened = true;
        error = asked + " did not answer";
        return askNext(null);
    }

    /** The client does not ask any more. */
    public Outcome giveUp() {
        return mayHaveHappened ? Outcome.unanswered(operation, error) : Outcome.failed(error);
    }

    /** To the leader, if it is known and another; else to the next node, after a moment. */
    private Next askNext(NodeId hint) {
        boolean follows = hint != null && !hint.equals(asked);
        asked = follows ? hint : nodes.get((nodes.indexOf(asked) + 1) % nodes.size());
        // A client that may not ask again continues as well: its next operation begins with another node.
        return mayHaveHappened && !mayRepeat
                ? new Next.Done(giveUp())
                : new Next.Ask(asked, follows ? Duration.ZERO : nextBackoff());
    }

    private Duration nextBackoff() {
        Duration now = backoff;
        Duration twice = backoff.multipliedBy(2);
        backoff = twice.compareTo(BACKOFF_MAX) < 0 ? twice : BACKOFF_MAX;
        return now;
    }
}
