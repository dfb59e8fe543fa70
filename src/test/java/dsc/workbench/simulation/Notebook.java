package dsc.workbench.simulation;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.SnapshotFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * A node that writes down what clients say, tells its peers a running number every tenth of its seconds, and remembers
 * in which order it heard theirs. What is to go wrong is stated by what clients say.
 */
class Notebook extends ToyScenario<Notebook.Message> {

    sealed interface Message {}

    record Note(String text, ActorRef<Reply> replyTo) implements Message {}

    record Number(NodeId from, int number) implements Message, Wire {}

    record Tick() implements Message {}

    record Again() implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /**
     * @param notes how many are durable
     * @param heard the numbers that peers told, in the order in which they came
     * @param clockMillis what the node's clock says
     * @param snapshotsFailed how often it was told that a snapshot failed
     */
    record State(int notes, List<Number> heard, long clockMillis, int snapshotsFailed) implements NodeView {
        @Override
        public String role() {
            return "notebook";
        }

        @Override
        public long term() {
            return notes;
        }

        @Override
        public String leader() {
            return null;
        }

        @Override
        public Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("heard", heard.size());
            details.put("clockMillis", clockMillis);
            details.put("snapshotsFailed", snapshotsFailed);
            return details;
        }
    }

    private final String says;

    /**
     * @param says what clients say, such as {@code note}, {@code tell}, {@code throw}, {@code thread} or {@code spin}
     */
    Notebook(String says) {
        this.says = says;
    }

    @Override
    public dsc.workbench.protocol.Workload workload(Settings settings) {
        return (random, keys, turn) -> Call.of("note", null, says);
    }

    @Override
    public Behavior<Message> behavior(NodeContext<Message> node) {
        return Behaviors.setup(actor -> Behaviors.withTimers(timers -> new Actor(actor, timers, node)));
    }

    @Override
    public Operations<Message> operations() {
        return Operations.<Message>named(id())
                .update("note", Argument.TEXT, (call, replyTo) -> new Note(call.text(), replyTo));
    }

    @Override
    public Message inspect(ActorRef<NodeView> replyTo) {
        return new Inspect(replyTo);
    }

    private static final class Actor extends EventSourcedBehavior<Message, String, Integer> {
        private final ActorContext<Message> actor;
        private final NodeContext<Message> node;
        private final List<Number> heard = new ArrayList<>();
        private int number;
        private int snapshotsFailed;

        Actor(ActorContext<Message> actor, TimerScheduler<Message> timers, NodeContext<Message> node) {
            super(
                    PersistenceId.ofUniqueId(node.persistenceId()),
                    SupervisorStrategy.restartWithBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 0));
            this.actor = actor;
            this.node = node;
            timers.startTimerAtFixedRate(new Tick(), Duration.ofMillis(100));
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public EventHandler<Integer, String> eventHandler() {
            return (notes, text) -> notes + 1;
        }

        @Override
        public RetentionCriteria retentionCriteria() {
            return RetentionCriteria.snapshotEvery(7, 2).withDeleteEventsOnSnapshot();
        }

        @Override
        public SignalHandler<Integer> signalHandler() {
            return newSignalHandlerBuilder()
                    .onSignal(RecoveryCompleted.instance(), notes -> {})
                    .onSignal(SnapshotFailed.class, (notes, failed) -> snapshotsFailed++)
                    .build();
        }

        @Override
        public CommandHandler<Message, String, Integer> commandHandler() {
            return (notes, message) -> switch (message) {
                case Note note -> onNote(note);
                case Number told -> {
                    heard.add(told);
                    yield Effect().none();
                }
                case Tick tick -> {
                    number++;
                    tellNumber();
                    yield Effect().none();
                }
                case Again again -> {
                    actor.getSelf().tell(again);
                    yield Effect().none();
                }
                case Inspect inspect -> {
                    long millis = node.clock().monotonicNanos() / 1_000_000;
                    inspect.replyTo().tell(new State(notes, List.copyOf(heard), millis, snapshotsFailed));
                    yield Effect().none();
                }
            };
        }

        private void tellNumber() {
            node.peers().others().forEach(peer -> node.peers().tell(peer, new Number(node.self(), number)));
        }

        private org.apache.pekko.persistence.typed.javadsl.Effect<String, Integer> onNote(Note note) {
            switch (note.text()) {
                case "throw" -> throw new IllegalStateException("as asked");
                case "tell" -> tellNumber();
                case "spin" -> actor.getSelf().tell(new Again());
                case "thread" -> {
                    Thread helper = Thread.ofPlatform()
                            .name("helper")
                            .start(() -> note.replyTo().tell(new Reply.Ok(null)));
                    try {
                        helper.join();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    actor.pipeToSelf(
                            java.util.concurrent.CompletableFuture.supplyAsync(() -> 1), (one, failure) -> new Tick());
                    return Effect().none();
                }
                default -> {}
            }
            return Effect().persist(note.text()).thenRun(notes -> note.replyTo().tell(new Reply.Ok(notes)));
        }
    }
}
