package dsc.workbench.protocol;

/**
 * What a node answered to a client.
 *
 * @param isWriting whether the node began to write in the step in which it answered: a crash may undo what it writes,
 *     and not what it answered. A step in which an earlier write was confirmed does not count, since the next one
 *     belongs to another call.
 */
public record Answered(NodeId node, Call call, Reply reply, boolean isWriting) {}
