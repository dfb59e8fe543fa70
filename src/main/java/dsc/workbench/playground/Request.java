package dsc.workbench.playground;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dsc.workbench.terminal.Typed;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the command line asks of a supervisor. Nodes are named as they were typed; the supervisor knows which there are.
 * What is missing is refused with an {@link IllegalArgumentException}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "request")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Request.Status.class, name = "status"),
    @JsonSubTypes.Type(value = Request.Call.class, name = "call"),
    @JsonSubTypes.Type(value = Request.Clients.class, name = "clients"),
    @JsonSubTypes.Type(value = Request.CompletionCandidates.class, name = "words"),
    @JsonSubTypes.Type(value = Request.Kill.class, name = "kill"),
    @JsonSubTypes.Type(value = Request.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = Request.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Request.Limp.class, name = "limp"),
    @JsonSubTypes.Type(value = Request.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Request.Restart.class, name = "restart"),
    @JsonSubTypes.Type(value = Request.Partition.class, name = "partition"),
    @JsonSubTypes.Type(value = Request.PartialPartition.class, name = "partial-partition"),
    @JsonSubTypes.Type(value = Request.Heal.class, name = "heal"),
    @JsonSubTypes.Type(value = Request.Slow.class, name = "slow"),
    @JsonSubTypes.Type(value = Request.Lose.class, name = "lose"),
    @JsonSubTypes.Type(value = Request.Skew.class, name = "skew"),
    @JsonSubTypes.Type(value = Request.Add.class, name = "add"),
    @JsonSubTypes.Type(value = Request.Remove.class, name = "remove"),
    @JsonSubTypes.Type(value = Request.Transfer.class, name = "transfer"),
    @JsonSubTypes.Type(value = Request.Report.class, name = "report"),
    @JsonSubTypes.Type(value = Request.Down.class, name = "down")
})
public sealed interface Request {

    /** About single nodes. */
    sealed interface OnNodes extends Request {}

    /** About the links between nodes. */
    sealed interface OnLinks extends Request {}

    /** About the protocol's group and its leadership. */
    sealed interface OnGroup extends Request {}

    record Status() implements Request {}

    /**
     * @param key what it is about, or null
     * @param arguments none, one, or a list of them
     * @param node the node to ask, and nobody else; null for any
     * @param session the name of the client that makes the call after its earlier ones; null for a client of its own
     */
    record Call(String function, String key, List<String> arguments, String node, String session) implements Request {

        private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._-]{1,40}");

        public Call {
            required("function", function);
            arguments = listed("arguments", arguments);
            if (session != null && !SESSION.matcher(session).matches()) {
                throw new IllegalArgumentException(
                        "a session is named by 1 to 40 letters, digits, dots, hyphens and underscores, not \"" + session
                                + "\"");
            }
        }
    }

    /** @param perSecond how many operations clients are to begin a second, 0 for none; null to leave it as it is */
    record Clients(Integer perSecond) implements Request {}

    /** Which nodes there are, and which keys were used: what a prompt completes. */
    record CompletionCandidates() implements Request {}

    /** @param disk whether what they stored is deleted as well */
    record Kill(List<String> nodes, boolean disk) implements OnNodes {
        public Kill {
            nodes = some("nodes", nodes);
        }
    }

    record Stop(List<String> nodes) implements OnNodes {
        public Stop {
            nodes = some("nodes", nodes);
        }
    }

    record Pause(List<String> nodes) implements OnNodes {
        public Pause {
            nodes = some("nodes", nodes);
        }
    }

    record Limp(List<String> nodes) implements OnNodes {
        public Limp {
            nodes = some("nodes", nodes);
        }
    }

    /** @param nodes none for all that are paused or limp */
    record Resume(List<String> nodes) implements OnNodes {
        public Resume {
            nodes = listed("nodes", nodes);
        }
    }

    /** @param nodes none for all that are down */
    record Restart(List<String> nodes) implements OnNodes {
        public Restart {
            nodes = listed("nodes", nodes);
        }
    }

    /** @param oneWay whether only messages from the first group to the second are lost */
    record Partition(List<List<String>> groups, boolean oneWay) implements OnLinks {
        public Partition {
            groups = some("groups", groups).stream()
                    .map(group -> some("a group", group))
                    .toList();
        }
    }

    /** @param nodes the two that are not to hear each other, separated by commas or not */
    record PartialPartition(List<String> nodes) implements OnLinks {
        public PartialPartition {
            nodes = Typed.nodes(some("nodes", nodes));
            if (nodes.size() != 2) {
                throw new IllegalArgumentException("a partial partition is between two nodes, not "
                        + (nodes.size() == 1 ? "one" : nodes.size()) + "; such as: ./dsc partition --partial n1 n2");
            }
        }
    }

    record Heal() implements OnLinks {}

    /** @param nodes whose messages wait, those to them and those from them */
    record Slow(List<String> nodes, int minMillis, int maxMillis) implements OnLinks {
        public Slow {
            nodes = some("nodes", nodes);
        }
    }

    record Lose(List<String> nodes, int percent) implements OnLinks {
        public Lose {
            nodes = some("nodes", nodes);
        }
    }

    /** @param offsetMillis by how much its clock is to be ahead, or behind if negative; 0 for the right time */
    record Skew(String node, long offsetMillis) implements OnNodes {
        public Skew {
            required("node", node);
        }
    }

    /** @param node who is to be in the group, or null for a new node */
    record Add(String node) implements OnGroup {}

    record Remove(String node) implements OnGroup {
        public Remove {
            required("node", node);
        }
    }

    /** @param node who is to lead, or null for the most up-to-date follower */
    record Transfer(String node) implements OnGroup {}

    record Report() implements Request {}

    /** @param keep whether the journal stays, so that the cluster can be continued */
    record Down(boolean keep) implements Request {}

    private static <T> T required(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static <T> List<T> listed(String name, List<T> values) {
        required(name, values).forEach(value -> required("an element of " + name, value));
        return List.copyOf(values);
    }

    private static <T> List<T> some(String name, List<T> values) {
        if (listed(name, values).isEmpty()) {
            throw new IllegalArgumentException(name + " is empty");
        }
        return List.copyOf(values);
    }
}
