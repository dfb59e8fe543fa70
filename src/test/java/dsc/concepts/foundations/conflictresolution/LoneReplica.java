package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.conflictresolution.Replica.Message;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.ShippedSettings;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One replica that hears of no other: what it promises by itself. */
public abstract class LoneReplica {

    private static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    private final ReplicaScenario scenario;
    private ActorTestKit kit;
    private TestProbe<Reply> client;
    private ActorRef<Message> replica;

    protected LoneReplica(ReplicaScenario scenario) {
        this.scenario = scenario;
    }

    @BeforeEach
    void start() {
        // What comes out of the journal is of the mutant's classes, if it is one.
        Thread.currentThread().setContextClassLoader(scenario.getClass().getClassLoader());
        kit = ActorTestKit.create(
                "lone",
                PersistenceTestKitPlugin.getInstance()
                        .config()
                        .withFallback(ConfigFactory.parseString("pekko.persistence.testkit.events.serialize = off"))
                        .withFallback(ConfigFactory.parseFile(new File("conf/" + scenario.id() + ".conf")))
                        .withFallback(ShippedSettings.config(scenario.id(), "").withOnlyPath("dsc.journal"))
                        .withFallback(ConfigFactory.load())
                        .resolve());
        client = kit.createTestProbe();
        Peers<Message> silent = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return NODES.subList(1, 3);
            }

            @Override
            public void tell(NodeId to, Message message) {
                // Nobody hears of it.
            }
        };
        replica = kit.spawn(scenario.behavior(NodeContext.of(
                scenario,
                kit.system().settings().config(),
                NODES.getFirst(),
                NODES,
                silent,
                Clock.system(),
                new SplittableRandom(1))));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        Thread.currentThread().setContextClassLoader(LoneReplica.class.getClassLoader());
    }

    private void tell(String function, Object value) {
        replica.tell(scenario.operations().message(Call.of(function, "k", value), client.ref()));
    }

    private Reply ask(String function, Object value) {
        tell(function, value);
        return client.receiveMessage();
    }

    @Test
    void servesByItself() {
        assertThat(ask("add", "milk")).isEqualTo(new Reply.Ok(null));
        assertThat(ask("increment", "2")).isEqualTo(new Reply.Ok(null));
        assertThat(((Map<?, ?>) ((Reply.Ok) ask("read", null)).value()).get("elements"))
                .isEqualTo(List.of("milk"));
        assertThat(ask("remove", "milk")).isEqualTo(new Reply.Ok("milk"));
    }

    /** The journal fails to write, so nobody may be told that it has the update. */
    @Test
    void acknowledgesWhatIsInItsJournal() {
        assertThat(ask("read", null)).isInstanceOf(Reply.Ok.class);
        PersistenceTestKit.create(kit.system()).failNextPersisted();
        Logger log = (Logger) LoggerFactory.getLogger(Replica.class);
        log.setLevel(Level.OFF);

        tell("add", "milk");

        client.expectNoMessage(Duration.ofMillis(200));
        log.setLevel(null);
    }
}
