package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.workbench.cluster.NodeSettings.Ports;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.loopback.Token;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which peers a live node can address, of which it hears later, and what faults do to the links to those. */
class ClusterPeersTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final NodeId N4 = new NodeId("n4");

    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private Set<Address> cutTowards = Set.of();

    private final ClusterPeers<String> peers = new ClusterPeers<>(
            kit.system(),
            new NodeSettings(
                    N1,
                    "any",
                    new TreeMap<>(Map.of(N1, new Ports(1, 2), N2, new Ports(3, 4))),
                    List.of(N1, N2),
                    List.of(N1),
                    1,
                    Token.random()),
            addresses -> cutTowards = addresses,
            new SplittableRandom(1));

    @Test
    void linksThatAreCutAreCutAtTheirAddresses() {
        peers.learn(Map.of(N4, new Ports(7, 8)));
        peers.inject(Map.of(N2, LinkFault.ofCut(), N4, LinkFault.ofLoss(100)));
        assertThat(cutTowards).containsExactly(AddressFromURIString.parse(new Ports(3, 4).address()));
        peers.tell(N2, "lost on its way");
        assertThat(peers.report().get("n2").sent()).isEqualTo(1);

        peers.inject(Map.of());
        assertThat(cutTowards).isEmpty();
    }

    @Test
    void addressesANodeThatItWasToldOf() {
        assertThat(peers.others()).containsExactly(N2);
        peers.learn(Map.of(N4, new Ports(7, 8)));
        assertThat(peers.others()).containsExactly(N2, N4);
        assertThat(peers.addresses()).isEqualTo(Map.of("n2", new Ports(3, 4), "n4", new Ports(7, 8)));
        peers.tell(N4, "hello");
        assertThat(peers.report().get("n4").sent()).isEqualTo(1);
    }

    @Test
    void whatAilsLinksAilsTheNewOneAsWell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peers.inject(Map.of(N4, LinkFault.ofLoss(100))))
                .withMessage("no peer is named n4; known: [n2]");
        peers.learn(Map.of(N4, new Ports(7, 8)));
        peers.inject(Map.of(N4, LinkFault.ofLoss(100)));
        peers.tell(N4, "lost");
        assertThat(peers.report().get("n4").lost()).isEqualTo(1);
        assertThat(peers.report().get("n4").sent()).isZero();
    }

    @Test
    void isToldOfEveryoneAndKeepsWhatItKnows() {
        peers.tell(N2, "hello");
        peers.learn(Map.of(N1, new Ports(1, 2), N2, new Ports(3, 4), N3, new Ports(5, 6)));
        assertThat(peers.others()).containsExactly(N2, N3);
        assertThat(peers.report().get("n2").sent()).isEqualTo(1);
    }

    @Test
    void aNodeStaysWhereItIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peers.learn(Map.of(N2, new Ports(3, 9), N3, new Ports(5, 6))))
                .withMessageStartingWith("n2 stays where it is");
        assertThatIllegalArgumentException().isThrownBy(() -> peers.learn(Map.of(N1, new Ports(3, 9))));
        assertThat(peers.others()).containsExactly(N2);
    }

    /** As on a network without a route to it. */
    @Test
    void whatIsSentToANodeOfWhichNothingIsKnownIsLost() {
        peers.tell(N4, "hello");
        assertThat(peers.report()).containsOnlyKeys("n2");
    }
}
