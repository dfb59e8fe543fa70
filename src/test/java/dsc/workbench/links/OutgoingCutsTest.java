package dsc.workbench.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two actor systems that reach each other over Artery. */
class OutgoingCutsTest {

    private final ActorTestKit here = ActorTestKit.create("links", config(""));
    private final ActorTestKit there = ActorTestKit.create("links", config(""));
    private final TestProbe<String> heardHere = here.createTestProbe();
    private final TestProbe<String> heardThere = there.createTestProbe();
    private final ActorRef<String> toHere = remote(there, here, heardHere);
    private final ActorRef<String> toThere = remote(here, there, heardThere);

    private static Config config(String more) {
        return ConfigFactory.parseString(more + "\npekko.remote.artery.canonical.port = 0")
                .withFallback(ConfigFactory.parseFile(new File("conf/cluster.conf")))
                .withFallback(ConfigFactory.load());
    }

    private static ActorRef<String> remote(ActorTestKit from, ActorTestKit to, TestProbe<String> probe) {
        return ActorRefResolver.get(from.system())
                .resolveActorRef(ActorRefResolver.get(to.system()).toSerializationFormat(probe.ref()));
    }

    private static Address address(ActorTestKit kit) {
        return Adapter.toClassic(kit.system()).provider().getDefaultAddress();
    }

    /** The other one connects first: what this one has for the way back was there before anyone asked for a cut. */
    @BeforeEach
    void theOtherConnects() {
        toHere.tell("hello");
        heardHere.expectMessage("hello");
    }

    @AfterEach
    void shutDown() {
        here.shutdownTestKit();
        there.shutdownTestKit();
    }

    @Test
    void whatIsSentIsLostAndWhatTheOtherSendsArrives() {
        OutgoingCuts cuts = OutgoingCuts.of(Adapter.toClassic(here.system()));
        // What waits for a connection is neither lost nor sent yet.
        toThere.tell("before");
        heardThere.expectMessage("before");

        cuts.cutTowards(Set.of(address(there)));
        toThere.tell("lost");
        toHere.tell("heard");
        heardHere.expectMessage("heard");
        heardThere.expectNoMessage(Duration.ofMillis(500));

        cuts.cutTowards(Set.of());
        toThere.tell("after");
        heardThere.expectMessage("after");
    }

    @Test
    void whatIsSentIsCounted() {
        SentTraffic traffic = SentTraffic.of(Adapter.toClassic(here.system()));
        assertThat(traffic.messages()).isZero();

        toThere.tell("one");
        toThere.tell("two");
        heardThere.expectMessage("one");
        heardThere.expectMessage("two");

        assertThat(traffic.messages()).isEqualTo(2);
        assertThat(traffic.bytes()).isPositive();
    }

    @Test
    void saysWhatIsMissing() {
        ActorTestKit without = ActorTestKit.create("links", config("pekko.remote.artery.advanced.instruments = []"));
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> OutgoingCuts.of(Adapter.toClassic(without.system())))
                    .withMessageContaining("instruments = [dsc.workbench.links.LinkInstrument]");
        } finally {
            without.shutdownTestKit();
        }
    }
}
