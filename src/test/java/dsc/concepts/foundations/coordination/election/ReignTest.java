package dsc.concepts.foundations.coordination.election;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.Group;
import dsc.concepts.shared.Round;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.ShippedSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens too seldom in simulated worlds to be found there. */
class ReignTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    private static <Q> Group<Q> silent() {
        return new Group<>() {
            @Override
            public <A> Round<A> majorityRound() {
                return new Round<>(List.of(N1, N2, N3), 2);
            }

            @Override
            public void ask(Round<?> round, Q question) {}
        };
    }

    @Test
    void aLeaseRunsFromWhenItsRoundWasSent() {
        Options options = Options.from(ShippedSettings.of("election"));
        Reign reign = new Reign(N1, 1, options, silent(), silent(), 0);
        reign.beginRound(0);
        long answered = options.validNanos() / 2;
        reign.onFollowed(N1, 1, answered);
        reign.onFollowed(N2, 1, answered);

        assertThat(reign.hasLease(options.validNanos() - 1)).isTrue();
        assertThat(reign.hasLease(options.validNanos())).isFalse();
    }

    @Test
    void nobodyCountsTwice() {
        Options options = Options.from(ShippedSettings.of("election"));
        Reign reign = new Reign(N1, 1, options, silent(), silent(), 0);
        reign.beginRound(0);
        reign.onFollowed(N1, 1, 1);
        reign.onFollowed(N1, 1, 1);

        assertThat(reign.hasLease(1)).isFalse();
    }
}
