package dsc.workbench.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.CoordinatedShutdown.Reason;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Finds out why a node's actor system is shutting down. Pekko gives "downed" as the reason whenever the cluster's
 * actors end, whatever ended them. A node was downed if it heard that a member is, and that it is that member: it hears
 * so before it shuts down.
 */
final class ShutdownReason {

    /** The news of a downing is there before the shutdown begins, but on a busy machine perhaps not yet read. */
    private static final Duration NEWS_TIMEOUT = Duration.ofSeconds(2);

    private final CompletableFuture<Done> downed = new CompletableFuture<>();

    private ShutdownReason() {}

    /** @param end ends the JVM at once, if the shutdown is not what Pekko takes it for */
    static void watch(ActorContext<?> actor, Consumer<NodeExit> end) {
        ShutdownReason reason = new ShutdownReason();
        Cluster cluster = Cluster.get(actor.getSystem());
        actor.spawn(
                Behaviors.<MemberDowned>setup(context -> {
                    cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberDowned.class));
                    return Behaviors.receiveMessage(news -> {
                        if (news.member()
                                .uniqueAddress()
                                .equals(cluster.selfMember().uniqueAddress())) {
                            reason.downed.complete(Done.getInstance());
                        }
                        return Behaviors.same();
                    });
                }),
                "downed");
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(actor.getSystem());
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                "find-reason",
                () -> reason.find(shutdown.getShutdownReason().orElseThrow(), end));
    }

    private CompletionStage<Done> find(Reason given, Consumer<NodeExit> end) {
        if (given.equals(CoordinatedShutdown.clusterDowningReason())) {
            CompletableFuture<Done> found = new CompletableFuture<>();
            // Not a daemon: this JVM would end by itself, with status 0, once the actor system's threads have.
            Thread.ofPlatform().name("shutdown-reason").start(() -> {
                if (!isDowned()) {
                    end.accept(NodeExit.TERMINATED);
                }
                found.complete(Done.getInstance());
            });
            return found;
        }
        if (given.equals(CoordinatedShutdown.actorSystemTerminateReason())
                || given.equals(CoordinatedShutdown.unknownReason())) {
            end.accept(NodeExit.TERMINATED);
        }
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    private boolean isDowned() {
        try {
            downed.get(NEWS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException noNews) {
            return false;
        } catch (InterruptedException | ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
