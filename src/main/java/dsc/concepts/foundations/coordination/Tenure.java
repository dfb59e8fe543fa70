package dsc.concepts.foundations.coordination;

import dsc.concepts.foundations.coordination.Act.Kind;
import dsc.concepts.foundations.coordination.FencedRegisters.Answer;
import dsc.concepts.foundations.coordination.FencedRegisters.Copy;
import dsc.concepts.foundations.coordination.FencedRegisters.Enter;
import dsc.concepts.foundations.coordination.FencedRegisters.Entered;
import dsc.concepts.foundations.coordination.FencedRegisters.Put;
import dsc.concepts.foundations.coordination.FencedRegisters.Refused;
import dsc.concepts.foundations.coordination.FencedRegisters.Request;
import dsc.concepts.foundations.coordination.FencedRegisters.Stamp;
import dsc.concepts.foundations.coordination.FencedRegisters.Stored;
import dsc.concepts.shared.Group;
import dsc.concepts.shared.Round;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the holder of a token does with one register: it enters it, and then serves one act after another. Belongs to
 * one actor, which loses it in a crash.
 *
 * <p>Legal transitions: entering → idle → putting → idle; entering or putting → over, when a greater token has entered
 * or its owner ends it.
 */
public final class Tenure {

    /** What an answer led to. */
    public enum Progress {
        NOTHING,
        /** The next act can be served. */
        IDLE,
        /** A greater token has entered. */
        REFUSED
    }

    /** @param holders the nodes that said that they have what was acknowledged last */
    public record Kept(String key, Stamp stamp, List<NodeId> holders) {}

    private final NodeId self;
    private final Token token;
    private final String key;
    private final boolean fencing;
    private final Group<Request> group;

    private Round<Copy> entering;
    private Copy current;
    private long number;
    /** To be served once it has entered. */
    private Act first;

    private Act act;
    /** Whether its client waits no longer. */
    private boolean abandoned;

    private Put put;
    private Round<Boolean> storing;
    private Kept kept;

    /** @param fencing whether registers compare tokens */
    public Tenure(NodeId self, Token token, String key, boolean fencing, Group<Request> group) {
        this.self = self;
        this.token = token;
        this.key = key;
        this.fencing = fencing;
        this.group = group;
    }

    public Token token() {
        return token;
    }

    public boolean isIdle() {
        return current != null && act == null;
    }

    /** Whether a client waits for what it does. */
    public boolean isServing() {
        return act != null || first != null;
    }

    /** What was acknowledged last; empty if nothing was. */
    public Optional<Kept> kept() {
        return Optional.ofNullable(kept);
    }

    /** Sends what is open for the first time, or again to the nodes that have not answered. */
    public void ask() {
        if (put != null) {
            group.ask(storing, put);
        } else if (current == null) {
            entering = entering == null ? group.majorityRound() : entering;
            group.ask(entering, new Enter(self, token, key));
        }
    }

    /** Enters, and then serves {@code next}. */
    public void enterFor(Act next) {
        first = next;
        ask();
    }

    /** Begins to serve {@code next}, if it is idle. An act that cannot be served is answered at once. */
    public void serve(Act next) {
        String value;
        try {
            value = switch (next.kind()) {
                case READ -> current.value();
                case INCREMENT -> Increments.next(current.value());
                case PUT -> next.value();
            };
        } catch (NumberFormatException | ArithmeticException e) {
            next.replyTo().tell(new Reply.Failed(key + " holds no number that can be increased"));
            return;
        }
        act = next;
        put = new Put(self, token, ++number, key, copy(value));
        storing = group.majorityRound();
        ask();
    }

    /** A read puts back what it found: else a later one could find an older copy. */
    private Copy copy(String value) {
        if (fencing) {
            return new Copy(new Stamp(token, number), value);
        }
        long version = current.stamp().token().number();
        return act.kind() == Kind.READ ? current : new Copy(new Stamp(new Token(version + 1, self), 0), value);
    }

    /** Notes an answer; one to another tenure, or an earlier question, leads to nothing. */
    public Progress onAnswer(Answer answer) {
        if (!answer.token().equals(token)) {
            return Progress.NOTHING;
        }
        return switch (answer) {
            case Entered entered -> onEntered(entered);
            case Stored stored -> onStored(stored);
            case Refused refused -> {
                end("the token " + token + " is behind " + refused.promised());
                yield Progress.REFUSED;
            }
        };
    }

    private Progress onEntered(Entered entered) {
        if (current != null || entering == null || !entering.add(entered.from(), entered.copy())) {
            return Progress.NOTHING;
        }
        current = entering.answers().values().stream()
                .max(Comparator.comparing(Copy::stamp))
                .orElseThrow();
        // Only people can put twice with a token that one tenure after another has.
        number = current.stamp().token().equals(token) ? current.stamp().number() : 0;
        if (first != null) {
            serve(first);
            first = null;
        }
        return Progress.IDLE;
    }

    private Progress onStored(Stored stored) {
        if (put == null || stored.number() != put.number() || !storing.add(stored.from(), true)) {
            return Progress.NOTHING;
        }
        current = put.copy();
        kept = new Kept(key, current.stamp(), List.copyOf(storing.answers().keySet()));
        if (!abandoned) {
            act.replyTo().tell(new Reply.Ok(act.kind() == Kind.PUT ? null : current.value()));
        }
        abandoned = false;
        act = null;
        put = null;
        return Progress.IDLE;
    }

    /** Gives up what is under way, which may take effect all the same. */
    public void end(String why) {
        if (act != null && !abandoned) {
            act.giveUp(why, true);
        }
        if (first != null) {
            first.giveUp(why, false);
        }
        first = null;
        act = null;
        put = null;
    }

    /** Gives the act up, and goes on with its put: only then is it known what is in the register. */
    public void abandon(String why) {
        act.giveUp(why, true);
        abandoned = true;
    }

    /** Whether a client waits for something whose time is over: then it is to be ended. */
    public boolean isOver(long nowNanos) {
        return act != null && !abandoned && act.isOver(nowNanos) || first != null && first.isOver(nowNanos);
    }
}
