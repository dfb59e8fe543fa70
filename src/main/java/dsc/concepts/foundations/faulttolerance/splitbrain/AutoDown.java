package dsc.concepts.foundations.faulttolerance.splitbrain;

import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * What no cluster should have: each node downs the members that it has missed for a while, without asking whether it is
 * itself that was cut off. Akka offered it until 2.6 ({@code auto-down-unreachable-after}), and an operator who downs
 * by hand what does not answer does the same. Both sides of a cut go on as clusters of their own. It is here to be
 * seen.
 *
 * <p>Legal transitions, for each other member: reached → missed, → given up; missed → reached.
 */
final class AutoDown extends AbstractMatchingBehavior<AutoDown.Message> {

    sealed interface Message {}

    private record Missed(Member member) implements Message {}

    private record Reached(UniqueAddress member) implements Message {}

    private record MissedForLong(Member member) implements Message {}

    private final TimerScheduler<Message> timers;
    private final Cluster cluster;
    private final Duration after;

    /** @param after how long a member must have been missed */
    static Behavior<Message> create(Duration after) {
        return Behaviors.setup(actor -> Behaviors.withTimers(timers -> new AutoDown(actor, timers, after)));
    }

    private AutoDown(ActorContext<Message> actor, TimerScheduler<Message> timers, Duration after) {
        super(actor);
        this.timers = timers;
        this.after = after;
        this.cluster = Cluster.get(actor.getSystem());
        cluster.subscriptions()
                .tell(Subscribe.create(
                        actor.messageAdapter(ReachabilityEvent.class, AutoDown::message), ReachabilityEvent.class));
        cluster.subscriptions()
                .tell(Subscribe.create(
                        actor.messageAdapter(
                                MemberRemoved.class,
                                removed -> new Reached(removed.member().uniqueAddress())),
                        MemberRemoved.class));
    }

    private static Message message(ReachabilityEvent event) {
        return switch (event) {
            case UnreachableMember missed -> new Missed(missed.member());
            case ReachableMember reached -> new Reached(reached.member().uniqueAddress());
            default -> throw new IllegalArgumentException("not about a member: " + event);
        };
    }

    @Override
    public Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Missed missed -> onMissed(missed.member());
            case Reached reached -> onReached(reached.member());
            case MissedForLong missed -> onMissedForLong(missed.member());
        };
    }

    private Behavior<Message> onMissed(Member member) {
        timers.startSingleTimer(member.uniqueAddress(), new MissedForLong(member), after);
        return this;
    }

    private Behavior<Message> onReached(UniqueAddress member) {
        timers.cancel(member);
        return this;
    }

    private Behavior<Message> onMissedForLong(Member member) {
        cluster.manager().tell(new Down(member.address()));
        return this;
    }
}
