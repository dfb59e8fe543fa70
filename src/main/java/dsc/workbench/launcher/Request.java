package dsc.workbench.launcher;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What the command line asks of a supervisor. Nodes are named as they were typed; the supervisor knows which there are.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "request")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Request.Status.class, name = "status"),
    @JsonSubTypes.Type(value = Request.Call.class, name = "call"),
    @JsonSubTypes.Type(value = Request.Kill.class, name = "kill"),
    @JsonSubTypes.Type(value = Request.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = Request.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Request.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Request.Restart.class, name = "restart"),
    @JsonSubTypes.Type(value = Request.Partition.class, name = "partition"),
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
sealed interface Request {

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
     */
    record Call(String function, String key, List<String> arguments, String node) implements Request {}

    record Kill(List<String> nodes) implements OnNodes {}

    record Stop(List<String> nodes) implements OnNodes {}

    record Pause(List<String> nodes) implements OnNodes {}

    /** @param nodes none for all that are paused */
    record Resume(List<String> nodes) implements OnNodes {}

    /** @param nodes none for all that are down */
    record Restart(List<String> nodes) implements OnNodes {}

    /** @param oneWay whether only messages from the first group to the second are lost */
    record Partition(List<List<String>> groups, boolean oneWay) implements OnLinks {}

    record Heal() implements OnLinks {}

    /** @param nodes whose messages wait, those to them and those from them */
    record Slow(List<String> nodes, int minMillis, int maxMillis) implements OnLinks {}

    record Lose(List<String> nodes, int percent) implements OnLinks {}

    /** @param offsetMillis by how much its clock is to be ahead, or behind if negative; 0 for the right time */
    record Skew(String node, long offsetMillis) implements OnNodes {}

    /** @param node who is to be in the group, or null for a new node */
    record Add(String node) implements OnGroup {}

    record Remove(String node) implements OnGroup {}

    /** @param node who is to lead, or null for the most up-to-date follower */
    record Transfer(String node) implements OnGroup {}

    record Report() implements Request {}

    /** @param keep whether the journal stays, so that the cluster can be continued */
    record Down(boolean keep) implements Request {}
}
