package dsc.workbench.simulation;

import static dsc.workbench.simulation.Freely.THREE;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.protocol.Reply;
import dsc.workbench.simulation.Freely.Asked;
import dsc.workbench.simulation.Freely.Told;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What would make two executions of a world differ. */
class RepeatabilityTest {

    @Test
    void anAnswerFromAnotherThreadIsFoundOut() {
        for (String what : List.of("reply", "peer", "self", "timer")) {
            Outcome outcome = world(
                    new Freely(self -> {}, (self, message) -> {
                        if (message instanceof Asked asked) {
                            CompletableFuture.runAsync(() -> {
                                        switch (what) {
                                            case "reply" -> asked.replyTo().tell(new Reply.Ok(null));
                                            case "peer" ->
                                                self.node
                                                        .peers()
                                                        .tell(
                                                                self.node
                                                                        .peers()
                                                                        .others()
                                                                        .getFirst(),
                                                                new Told("x"));
                                            case "self" -> self.actor.getSelf().tell(new Told("x"));
                                            default -> {
                                                var system = self.actor.getSystem();
                                                system.scheduler()
                                                        .scheduleOnce(
                                                                Duration.ofMillis(1),
                                                                () -> {},
                                                                system.executionContext());
                                            }
                                        }
                                    })
                                    .join();
                            if (!what.equals("reply")) {
                                Freely.answer(self, message);
                            }
                        }
                    }),
                    THREE,
                    FaultPlan.NONE);
            assertThat(outcome.broken()).as(what).isEqualTo(Outcome.DETERMINISM);
        }
    }

    @Test
    void whatIsShownDoesNotDependOnWorldsBefore() {
        Freely scenario = new Freely(self -> {}, Freely::answer);
        try (Simulator<?> simulator = new Simulator<>(scenario, ConfigFactory.empty())) {
            WorldSpec spec = new WorldSpec(1, THREE, FaultPlan.NONE);
            assertThat(simulator.run(spec, true).steps())
                    .isEqualTo(simulator.run(spec, true).steps());
        }
    }

    private static Outcome world(Freely scenario, Conditions conditions, FaultPlan plan) {
        return scenario.world(conditions, plan);
    }
}
