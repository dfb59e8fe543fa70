package dsc.concepts.foundations.coordination.election;

import dsc.concepts.foundations.coordination.Act;
import dsc.concepts.foundations.coordination.FencedRegisters;
import dsc.concepts.foundations.coordination.Tenure;
import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.foundations.coordination.election.Election.Lead;
import dsc.concepts.foundations.coordination.election.Election.PeerMessage;
import dsc.concepts.shared.Group;
import dsc.concepts.shared.Round;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a leader does in its term. It ends with its term, or in a crash.
 *
 * <p>Rounds are numbered; in each a majority says that it follows. An act that waits for a round is acknowledged by one
 * that began after the act was asked for.
 */
final class Reign {

    private record Write(ActorRef<Reply> replyTo, long round, long deadlineNanos) {}

    private record Registered(Tenure tenure, Deque<Act> waiting) {}

    private final NodeId self;
    private final long term;
    private final Options options;
    private final Group<PeerMessage> group;
    private final Group<FencedRegisters.Request> registers;
    private final long sinceNanos;
    private final List<Write> writes = new ArrayList<>();
    private final Map<String, Registered> counters = new TreeMap<>();
    private long number;
    private Round<Boolean> round;
    private long roundNanos;
    /** When the last round that a majority followed was sent; empty before. */
    private Optional<Long> followedNanos = Optional.empty();

    Reign(
            NodeId self,
            long term,
            Options options,
            Group<PeerMessage> group,
            Group<FencedRegisters.Request> registers,
            long nowNanos) {
        this.self = self;
        this.term = term;
        this.options = options;
        this.group = group;
        this.registers = registers;
        this.sinceNanos = nowNanos;
    }

    long term() {
        return term;
    }

    boolean hasWrites() {
        return !writes.isEmpty();
    }

    /** Rule 4: the lease runs from when the round was sent, whenever the answers come. */
    boolean hasLease(long nowNanos) {
        return followedNanos
                .filter(sent -> nowNanos - sent < options.validNanos())
                .isPresent();
    }

    /** Whether it has heard of no majority for so long that another one most likely leads by now. */
    boolean isForgotten(long nowNanos) {
        return nowNanos - followedNanos.orElse(sinceNanos)
                >= options.resignAfter().toNanos();
    }

    void beginRound(long nowNanos) {
        round = group.majorityRound();
        number++;
        roundNanos = nowNanos;
        group.ask(round, new Lead(term, number, self));
    }

    void onFollowed(NodeId from, long followed, long nowNanos) {
        if (round == null || followed != number || !round.add(from, true)) {
            return;
        }
        round = null;
        followedNanos = Optional.of(roundNanos);
        writes.removeIf(write -> {
            boolean done = write.round() <= followed;
            if (done) {
                acknowledge(write.replyTo());
            }
            return done;
        });
        if (!writes.isEmpty()) {
            beginRound(nowNanos);
        }
    }

    private void acknowledge(ActorRef<Reply> replyTo) {
        Map<String, Object> writer = new LinkedHashMap<>();
        writer.put("node", self.value());
        writer.put("incarnation", term);
        replyTo.tell(new Reply.Ok(writer));
    }

    void write(ActorRef<Reply> replyTo, long nowNanos) {
        if (options.confirm() == Options.Confirm.ROUND) {
            // Only a round that begins from now on says that nobody had superseded this leader when it was asked.
            writes.add(new Write(
                    replyTo, number + 1, nowNanos + options.operationTimeout().toNanos()));
            if (round == null) {
                beginRound(nowNanos);
            }
        } else if (hasLease(nowNanos)) {
            // Rule 5: looked at when the answer leaves; a pause can come between all the same.
            acknowledge(replyTo);
        } else {
            replyTo.tell(new Reply.Failed("no majority follows " + self + " in term " + term));
        }
    }

    void count(String key, Act act, long nowNanos) {
        if (options.confirm() == Options.Confirm.LEASE && !hasLease(nowNanos)) {
            act.giveUp("no majority follows " + self + " in term " + term, false);
            return;
        }
        Registered counter = counters.computeIfAbsent(
                key,
                first -> new Registered(
                        new Tenure(self, new Token(term, self), key, true, registers), new ArrayDeque<>()));
        counter.waiting().add(act);
        if (counter.tenure().isIdle()) {
            serve(counter);
        } else if (!counter.tenure().isServing()) {
            counter.tenure().ask();
        }
    }

    private static void serve(Registered counter) {
        while (counter.tenure().isIdle() && !counter.waiting().isEmpty()) {
            counter.tenure().serve(counter.waiting().poll());
        }
    }

    /** @return what was acknowledged last of this register */
    Optional<Tenure.Kept> onAnswer(FencedRegisters.Answer answer) {
        Registered counter = counters.get(answer.key());
        if (counter == null) {
            return Optional.empty();
        }
        switch (counter.tenure().onAnswer(answer)) {
            case NOTHING -> {}
            case IDLE -> serve(counter);
            case REFUSED -> {
                giveUp(counter, "a later leader has the register");
                counters.remove(answer.key());
            }
        }
        return counter.tenure().kept();
    }

    private static void giveUp(Registered counter, String why) {
        counter.tenure().end(why);
        counter.waiting().forEach(act -> act.giveUp(why, false));
        counter.waiting().clear();
    }

    /** Asks again, and gives up what takes too long. */
    void tick(long nowNanos) {
        if (round == null || nowNanos - roundNanos >= options.lease().toNanos()) {
            beginRound(nowNanos);
        } else {
            group.ask(round, new Lead(term, number, self));
        }
        writes.removeIf(write -> {
            boolean over = nowNanos - write.deadlineNanos() >= 0;
            if (over) {
                write.replyTo().tell(new Reply.Failed("no majority answered in time"));
            }
            return over;
        });
        for (Registered counter : counters.values()) {
            if (counter.tenure().isOver(nowNanos)) {
                counter.tenure().abandon("no majority answered in time");
            }
            counter.waiting().removeIf(act -> {
                boolean over = act.isOver(nowNanos);
                if (over) {
                    act.giveUp("no majority answered in time", false);
                }
                return over;
            });
            counter.tenure().ask();
        }
    }

    /** Nothing that it has not acknowledged will be, but what was put may be found. */
    void end(String why) {
        writes.forEach(write -> write.replyTo().tell(new Reply.Failed(why)));
        writes.clear();
        counters.values().forEach(counter -> giveUp(counter, why));
        counters.clear();
    }
}
