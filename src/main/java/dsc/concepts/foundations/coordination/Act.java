package dsc.concepts.foundations.coordination;

import dsc.workbench.protocol.Reply;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a client wants of a register whose holder this node is, or wants to become. Belongs to one actor, and is never
 * sent.
 *
 * @param value what is to be put; null for the other kinds
 * @param deadlineNanos when it is given up, by the node's monotonic clock
 */
public record Act(Kind kind, String value, ActorRef<Reply> replyTo, long deadlineNanos) {

    public enum Kind {
        READ,
        INCREMENT,
        PUT
    }

    public boolean isOver(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /** @param wasSent whether a copy that it made may be on a node */
    public void giveUp(String why, boolean wasSent) {
        replyTo.tell(wasSent && kind != Kind.READ ? new Reply.Unknown(why) : new Reply.Failed(why));
    }
}
