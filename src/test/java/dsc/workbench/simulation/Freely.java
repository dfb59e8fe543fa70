package dsc.workbench.simulation;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** A scenario whose nodes do what a test says, and show the lines that it writes. */
final class Freely extends ToyScenario<Freely.Message> {

    sealed interface Message {}

    record Asked(Call call, ActorRef<Reply> replyTo) implements Message {}

    record Told(String text) implements Message, Wire {}

    record ToldAll(List<String> texts) implements Message, Wire {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    record Seen(String role, List<String> lines, Optional<ActorRef<Reply>> lastAsked) implements NodeView {
        @Override
        public long term() {
            return lines.size();
        }

        @Override
        public String leader() {
            return null;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("lines", lines, "asked", lastAsked);
        }
    }

    /** One start of a node. */
    static final class Self {
        final NodeContext<Message> node;
        final ActorContext<Message> actor;
        final TimerScheduler<Message> timers;
        final List<String> lines = new ArrayList<>();
        String role = "node";
        Optional<ActorRef<Reply>> lastAsked = Optional.empty();

        Self(NodeContext<Message> node, ActorContext<Message> actor, TimerScheduler<Message> timers) {
            this.node = node;
            this.actor = actor;
            this.timers = timers;
        }
    }

    @FunctionalInterface
    interface OnStart {
        void on(Self self);
    }

    @FunctionalInterface
    interface OnMessage {
        void on(Self self, Message message);
    }

    /** Three nodes and a client, for three seconds. */
    static final Conditions THREE = Conditions.DEFAULT
            .edit()
            .nodes(3)
            .clients(1)
            .lengthMillis(3_000)
            .clocks(0, 0)
            .build();

    private final OnStart onStart;
    private final OnMessage onMessage;

    Freely(OnStart onStart, OnMessage onMessage) {
        this.onStart = onStart;
        this.onMessage = onMessage;
    }

    @Override
    public Behavior<Message> behavior(NodeContext<Message> node) {
        return Behaviors.setup(actor -> Behaviors.withTimers(timers -> {
            Self self = new Self(node, actor, timers);
            onStart.on(self);
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Inspect inspect) {
                    inspect.replyTo().tell(new Seen(self.role, List.copyOf(self.lines), self.lastAsked));
                } else {
                    if (message instanceof Asked asked) {
                        self.lastAsked = Optional.of(asked.replyTo());
                    }
                    onMessage.on(self, message);
                }
                return Behaviors.same();
            });
        }));
    }

    @Override
    public Operations<Message> operations() {
        return Operations.<Message>named(id()).update("go", Asked::new);
    }

    @Override
    public Message inspect(ActorRef<NodeView> replyTo) {
        return new Inspect(replyTo);
    }

    /** What a client asks takes effect, if that is what the message is. */
    static void answer(Self self, Message message) {
        if (message instanceof Asked asked) {
            asked.replyTo().tell(new Reply.Ok(null));
        }
    }

    Outcome world(Conditions conditions, FaultPlan plan) {
        try (Simulator<?> simulator = new Simulator<>(this, ConfigFactory.empty())) {
            return simulator.run(new WorldSpec(1, conditions, plan), true);
        }
    }

    static FaultPlan foreground(Fault fault) {
        return new FaultPlan(List.of(fault), List.of());
    }
}
