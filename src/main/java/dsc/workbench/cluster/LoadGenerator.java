package dsc.workbench.cluster;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A client in the node's own JVM that keeps a fixed number of calls under way: a closed loop, in which each answer
 * makes room for the next call. It speaks to the protocol's actor as every client does, by the scenario's messages.
 *
 * <p>Answers carry no number, so each is taken for that of the oldest call: right for a protocol that answers one
 * client in the order in which it asked, as one does that executes a log. Any answer but {@code ok} ends the load,
 * since what is measured after a change of leader is something else; but where a load has a pause, a call that failed
 * is asked again after it: so a full queue slows its client down.
 *
 * @param <M> the protocol's messages
 */
final class LoadGenerator<M> extends AbstractMatchingBehavior<Reply> {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(1);
    private static final int SIGNIFICANT_DIGITS = 3;

    /** What the generator tells itself when calls are to be asked again; no protocol answers it. */
    private static final Reply RESUME = new Reply.Failed("the pause is over");

    private final Operations<M> operations;
    private final ActorRef<M> protocol;
    private final CompletableFuture<LoadReport> done;
    private final List<Call> calls;
    private final Histogram latenciesNanos = new Histogram(LATENCY_NANOS_MAX, SIGNIFICANT_DIGITS);
    private final Duration pause;
    private final long fromNanos;
    private final long untilNanos;

    /** When each of the calls under way was asked; the oldest is at {@link #answered} modulo its length. */
    private final long[] askedNanos;

    private long asked;

    /** Those that failed included. */
    private long answered;

    private long failed;

    /** Calls that failed and wait until the pause is over. */
    private int paused;

    /**
     * Puts {@code load} on {@code protocol}, and waits until it is over.
     *
     * @throws IllegalArgumentException when the scenario has no such call
     */
    static <M> LoadReport run(ActorSystem<?> system, Scenario<M> scenario, ActorRef<M> protocol, Load load)
            throws InterruptedException {
        Operations<M> operations = scenario.operations();
        List<Call> calls = calls(operations, load);
        operations.message(calls.getFirst(), system.ignoreRef());
        CompletableFuture<LoadReport> done = new CompletableFuture<>();
        ActorRef<Reply> generator = system.systemActorOf(
                Behaviors.setup(actor -> new LoadGenerator<>(actor, operations, protocol, load, calls, done)),
                "load-" + System.nanoTime(),
                Props.empty());
        try {
            return done.get(
                    (long) load.warmUpMillis() + load.millis() + ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            generator.tell(new Reply.Unknown("no answer within " + ANSWER_TIMEOUT.toSeconds() + " s"));
            return done.join();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Call> calls(Operations<?> operations, Load load) {
        boolean hasValue = operations.get(load.function()).arguments().size() > 1;
        return IntStream.range(0, load.keys().size())
                .mapToObj(at ->
                        Call.of(load.function(), load.keys().get(at), hasValue ? value(at, load.valueChars()) : null))
                .toList();
    }

    /** One that differs from other keys', where it is long enough. */
    private static String value(int key, int chars) {
        String number = Integer.toString(key);
        return number.length() >= chars ? number.substring(0, chars) : number + "x".repeat(chars - number.length());
    }

    private LoadGenerator(
            ActorContext<Reply> actor,
            Operations<M> operations,
            ActorRef<M> protocol,
            Load load,
            List<Call> calls,
            CompletableFuture<LoadReport> done) {
        super(actor);
        this.operations = operations;
        this.protocol = protocol;
        this.done = done;
        this.calls = calls;
        this.askedNanos = new long[load.outstanding()];
        this.pause = Duration.ofMillis(load.pauseMillis());
        this.fromNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(load.warmUpMillis());
        this.untilNanos = fromNanos + TimeUnit.MILLISECONDS.toNanos(load.millis());
        while (asked < load.outstanding()) {
            ask(System.nanoTime());
        }
    }

    private void ask(long nowNanos) {
        askedNanos[(int) (asked % askedNanos.length)] = nowNanos;
        Call call = calls.get((int) (asked % calls.size()));
        asked++;
        protocol.tell(operations.message(call, getContext().getSelf()));
    }

    @Override
    public Behavior<Reply> onMessage(Reply reply) {
        long nowNanos = System.nanoTime();
        return switch (reply) {
            case Reply.Ok ok -> onOk(nowNanos);
            case Reply.Failed resume when resume == RESUME -> onResume(nowNanos);
            case Reply.Failed refused when !pause.isZero() -> onFailed(nowNanos);
            case Reply.Failed refused -> end("a call failed: " + refused.error(), nowNanos);
            case Reply.Unknown unknown -> end("a call's outcome is unknown: " + unknown.error(), nowNanos);
            case Reply.Lost lost -> end("a call's outcome is lost: " + lost.error(), nowNanos);
            case Reply.Redirect redirect -> end("the node does not lead", nowNanos);
        };
    }

    private Behavior<Reply> onOk(long nowNanos) {
        if (nowNanos >= untilNanos) {
            return end(null, untilNanos);
        }
        if (nowNanos >= fromNanos) {
            long tookNanos = nowNanos - askedNanos[(int) (answered % askedNanos.length)];
            latenciesNanos.recordValue(Math.min(tookNanos, LATENCY_NANOS_MAX));
        }
        answered++;
        ask(nowNanos);
        return this;
    }

    private Behavior<Reply> onFailed(long nowNanos) {
        if (nowNanos >= untilNanos) {
            return end(null, untilNanos);
        }
        answered++;
        failed++;
        if (paused == 0) {
            getContext().scheduleOnce(pause, getContext().getSelf(), RESUME);
        }
        paused++;
        return this;
    }

    private Behavior<Reply> onResume(long nowNanos) {
        for (; paused > 0; paused--) {
            ask(nowNanos);
        }
        return this;
    }

    /** What is still under way is answered to nobody. */
    private Behavior<Reply> end(String failure, long nowNanos) {
        done.complete(
                LoadReport.of(failure, latenciesNanos, Math.max(0, nowNanos - fromNanos), answered - failed, failed));
        return Behaviors.stopped();
    }
}
