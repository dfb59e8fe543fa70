package dsc.workbench.simulation;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.simulation.worlds.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Prints how fast the simulation is, and how many worlds each strategy needs. Run by hand: it has a main method. */
final class MeasureSimulation {

    private MeasureSimulation() {}

    public static void main(String[] arguments) {
        pingRing();
        rareOrder(Strategy.pct(0), 100);
        rareOrder(Strategy.pct(3), 100);
        rareOrder(Strategy.RANDOM, 5);
    }

    /** Five actors on one node pass a ball on, without a network between them. */
    private static void pingRing() {
        try (Simulator<?> simulator = new Simulator<>(new Ring(), ConfigFactory.empty())) {
            for (int round = 1; round <= 6; round++) {
                long startNanos = System.nanoTime();
                Outcome outcome = simulator.run(new WorldSpec(
                        round,
                        Conditions.DEFAULT
                                .edit()
                                .nodes(1)
                                .clients(1)
                                .operationsMax(1)
                                .operationsPerSecond(0)
                                .lengthMillis(100_000)
                                .build(),
                        FaultPlan.NONE));
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                System.out.printf(
                        "ping ring: %,d actor steps in %.2f s: %,.0f a second%n",
                        outcome.actorSteps(), seconds, outcome.actorSteps() / seconds);
            }
        }
    }

    private static void rareOrder(Strategy strategy, int searches) {
        List<Long> needed = new ArrayList<>();
        try (Simulator<?> simulator = new Simulator<>(new Relay(), ConfigFactory.empty())) {
            Worlds worlds = new Worlds(Relay.conditions(strategy), Set.of(), Optional.empty());
            for (int search = 0; search < searches; search++) {
                long first = 1_000_000L * search + 1;
                long seed = first;
                while (!simulator.run(worlds.world(seed)).isInvalid() && seed < first + 200_000) {
                    seed++;
                }
                needed.add(seed - first + 1);
            }
        }
        Collections.sort(needed);
        System.out.printf(
                "rare order, %s: worlds needed in %d searches: min %,d, median %,d, max %,d; at most 1,000 in %d%n",
                strategy,
                searches,
                needed.getFirst(),
                needed.get(searches / 2),
                needed.getLast(),
                needed.stream().filter(worlds -> worlds <= 1_000).count());
    }

    /** An actor that passes a ball round among five of its own. */
    private static final class Ring extends ToyScenario<Ring.Message> {

        private static final int ROUNDS = 200_000;

        sealed interface Message {}

        record Start(ActorRef<Reply> replyTo) implements Message {}

        record Inspect(ActorRef<NodeView> replyTo) implements Message {}

        record Ball(int left) {}

        @Override
        public Behavior<Message> behavior(NodeContext<Message> node) {
            return Behaviors.setup(actor -> Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Start start -> {
                        start.replyTo().tell(new Reply.Ok(null));
                        List<ActorRef<Ball>> players = new ArrayList<>();
                        for (int number = 0; number < 5; number++) {
                            int next = (number + 1) % 5;
                            players.add(actor.spawnAnonymous(Behaviors.receiveMessage(ball -> {
                                Ball passed = new Ball(ball.left() - 1);
                                if (ball.left() % 10_000 == 1) {
                                    // Lets time pass now and then.
                                    actor.scheduleOnce(Duration.ofMillis(1), players.get(next), passed);
                                } else if (ball.left() > 0) {
                                    players.get(next).tell(passed);
                                }
                                return Behaviors.same();
                            })));
                        }
                        players.getFirst().tell(new Ball(ROUNDS * 5));
                    }
                    case Inspect inspect -> inspect.replyTo().tell(new Said("ring", -1));
                }
                return Behaviors.same();
            }));
        }

        @Override
        public Operations<Message> operations() {
            return Operations.<Message>named(id()).update("go", (call, replyTo) -> new Start(replyTo));
        }

        @Override
        public Message inspect(ActorRef<NodeView> replyTo) {
            return new Inspect(replyTo);
        }
    }
}
