package dsc.concepts.foundations.coordination.lock;

import dsc.concepts.foundations.coordination.Act;
import dsc.concepts.foundations.coordination.FencedRegisters;
import dsc.concepts.foundations.coordination.Tenure;
import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.foundations.coordination.lock.Lock.Acquire;
import dsc.concepts.foundations.coordination.lock.Lock.PeerMessage;
import dsc.concepts.foundations.coordination.lock.Lock.Release;
import dsc.concepts.foundations.coordination.lock.Lock.Renew;
import dsc.concepts.foundations.coordination.lock.LockView.Happening;
import dsc.concepts.shared.Group;
import dsc.concepts.shared.Round;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a node does for its clients with one lock. A crash makes it forget all of it.
 *
 * <p>Legal transitions: idle → asking → holding → idle; asking → waiting → asking, when a majority was missed.
 */
final class Contender {

    /**
     * Asks for the lock.
     *
     * @param byHand who wants to know the token; null where the node wants the lock for its own clients
     * @param sinceNanos when it was asked for first
     */
    private record Attempt(
            Token token, ActorRef<Reply> byHand, long sinceNanos, Round<Boolean> granted, Set<NodeId> refused) {}

    /** Has the lock. */
    private static final class Holding {
        private final Tenure tenure;
        private final long grantedNanos;
        /** When the grants that it counts on were asked for. */
        private long askedNanos;

        private long renewals;
        private Round<Boolean> renewal;
        private long renewalNanos;

        private Holding(Tenure tenure, long askedNanos, long grantedNanos) {
            this.tenure = tenure;
            this.askedNanos = askedNanos;
            this.grantedNanos = grantedNanos;
        }
    }

    private final String lock;
    private final NodeId self;
    private final int nodes;
    private final Options options;
    private final Group<PeerMessage> group;
    private final Group<FencedRegisters.Request> registers;
    private final Tally<Happening> tally;
    private final Deque<Act> waiting = new ArrayDeque<>();
    private Attempt attempt;
    private Holding holding;
    private long notBeforeNanos;

    Contender(
            String lock,
            NodeId self,
            int nodes,
            Options options,
            Group<PeerMessage> group,
            Group<FencedRegisters.Request> registers,
            Tally<Happening> tally,
            long nowNanos) {
        this.lock = lock;
        this.self = self;
        this.nodes = nodes;
        this.options = options;
        this.group = group;
        this.registers = registers;
        this.tally = tally;
        this.notBeforeNanos = nowNanos;
    }

    void add(Act act) {
        waiting.add(act);
    }

    boolean isIdle() {
        return waiting.isEmpty() && attempt == null && holding == null;
    }

    boolean isAsking() {
        return attempt != null || holding != null;
    }

    /** Whether it is time to ask for the lock. */
    boolean wantsLock(long nowNanos) {
        return !waiting.isEmpty() && !isAsking() && nowNanos - notBeforeNanos >= 0;
    }

    Optional<Tenure> tenure() {
        return Optional.ofNullable(holding).map(held -> held.tenure);
    }

    /** @param token greater than any that this node has asked with, durably */
    void begin(Token token, ActorRef<Reply> byHand, long nowNanos) {
        // Rule 1: validity runs from before the first question, whenever the answers come.
        attempt = new Attempt(token, byHand, nowNanos, group.majorityRound(), new HashSet<>());
        group.ask(attempt.granted(), new Acquire(lock, token));
    }

    void onGranted(NodeId from, Token token, long renewal, long nowNanos) {
        if (attempt != null && attempt.token().equals(token) && renewal == 0) {
            if (attempt.granted().add(from, true)) {
                onMajority(nowNanos);
            }
        } else if (holding != null && holding.tenure.token().equals(token) && renewal == holding.renewals) {
            if (holding.renewal != null && holding.renewal.add(from, true)) {
                // Rule 1 again: from before the renewal was asked for.
                holding.askedNanos = holding.renewalNanos;
                holding.renewal = null;
                tally.add(Happening.A_LOCK_WAS_RENEWED);
            }
        }
    }

    private void onMajority(long nowNanos) {
        Attempt done = attempt;
        attempt = null;
        if (done.byHand() != null) {
            done.byHand().tell(new Reply.Ok(done.token().toString()));
            return;
        }
        Tenure tenure = new Tenure(self, done.token(), lock, options.fencing(), registers);
        holding = new Holding(tenure, done.sinceNanos(), nowNanos);
        // Rule 1: looked at again after the wait for the majority.
        if (isUsable(nowNanos)) {
            tenure.ask();
        } else {
            letGo(nowNanos, "the lock came too late");
        }
    }

    /** @param why what the node says that refused */
    void onHeld(NodeId from, Token token, String why, long nowNanos, long waitNanos) {
        if (attempt == null || !attempt.token().equals(token)) {
            return;
        }
        attempt.refused().add(from);
        if (attempt.refused().size() > nodes - (nodes / 2 + 1)) {
            miss(nowNanos, why, waitNanos);
        }
    }

    /** Rule 4: what was granted is released, and the next try comes after a random while, with a greater token. */
    private void miss(long nowNanos, String why, long waitNanos) {
        Attempt missed = attempt;
        attempt = null;
        tally.add(Happening.A_MAJORITY_WAS_MISSED);
        release(missed.token());
        notBeforeNanos = nowNanos + waitNanos;
        if (missed.byHand() != null) {
            missed.byHand().tell(new Reply.Failed(why));
        }
    }

    /** Serves the next act, if the tenure is idle; after the last, or when its time is over, lets the lock go. */
    void serve(long nowNanos) {
        while (holding != null && holding.tenure.isIdle()) {
            // Rule 1: looked at again after every wait, and before every put.
            if (waiting.isEmpty() || !isUsable(nowNanos) || heldLong(nowNanos)) {
                letGo(nowNanos, "the lock expired");
            } else {
                holding.tenure.serve(waiting.poll());
            }
        }
    }

    void onRefused() {
        tally.add(Happening.A_TOKEN_WAS_BEHIND);
        Token token = holding.tenure.token();
        holding = null;
        release(token);
    }

    /**
     * Asks again, renews, and gives up what takes too long.
     *
     * @param monotonicNanos for deadlines, which no lease is about
     */
    void tick(long nowNanos, long monotonicNanos, long waitNanos) {
        waiting.removeIf(act -> {
            boolean over = act.isOver(monotonicNanos);
            if (over) {
                act.giveUp("the lock was not to be had in time", false);
            }
            return over;
        });
        if (attempt != null) {
            boolean useless = nowNanos - attempt.sinceNanos() > options.usableNanos();
            if (useless) {
                miss(nowNanos, "no majority granted it in time", waitNanos);
            } else {
                group.ask(attempt.granted(), new Acquire(lock, attempt.token()));
            }
        }
        if (holding != null) {
            // What a token protects may be asked for again after the lease: it is refused, or does no harm.
            boolean harmless = options.fencing() && holding.tenure.isServing();
            boolean over = holding.tenure.isOver(monotonicNanos);
            if (harmless && !isUsable(nowNanos)) {
                tally.add(Happening.A_LOCK_EXPIRED_WHILE_ITS_HOLDER_WORKED);
            }
            if (harmless && over) {
                holding.tenure.abandon("no majority answered in time");
            }
            if (!harmless && (over || !isUsable(nowNanos))) {
                letGo(nowNanos, "the lock expired");
            } else {
                holding.tenure.ask();
                renew(nowNanos);
            }
        }
    }

    /** Asks for more time when half of what there is, is over, unless others are to have the lock soon. */
    private void renew(long nowNanos) {
        if (holding.renewal == null
                && isUsable(nowNanos)
                && nowNanos - holding.askedNanos > options.usableNanos() / 2
                && !heldLong(nowNanos)) {
            holding.renewal = group.majorityRound();
            holding.renewalNanos = nowNanos;
            holding.renewals++;
        }
        if (holding.renewal != null) {
            group.ask(holding.renewal, new Renew(lock, holding.tenure.token(), holding.renewals));
        }
    }

    private boolean isUsable(long nowNanos) {
        return nowNanos - holding.askedNanos < options.usableNanos();
    }

    private boolean heldLong(long nowNanos) {
        return nowNanos - holding.grantedNanos >= options.holdMax().toNanos();
    }

    private void letGo(long nowNanos, String why) {
        Token token = holding.tenure.token();
        holding.tenure.end(why);
        holding = null;
        release(token);
        // Others have waited for longer.
        notBeforeNanos = nowNanos + options.waitMax().toNanos();
    }

    private void release(Token token) {
        group.ask(group.majorityRound(), new Release(lock, token));
    }
}
