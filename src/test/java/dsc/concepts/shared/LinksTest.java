package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.Links.Arrival;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinksTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @Test
    void messagesWaitInTheirOrderUntilTheyAreConfirmed() {
        Links<String> links =
                Links.<String>none().sent(N2, "a").sent(N2, "b").sent(N1, "x").sent(N2, "c");
        assertThat(links.to(N2).last()).isEqualTo(3);
        assertThat(links.to(N2).due(1, 2)).containsExactly("a", "b");
        assertThat(links.to(N2).due(2, 9)).containsExactly("b", "c");
        assertThat(links.to(N2).due(3, 2)).isEmpty();

        Links<String> later = links.confirmed(N2, 2);
        assertThat(later.to(N2).due(3, 2)).containsExactly("c");
        assertThat(later.to(N2).due(4, 2)).isEmpty();
        assertThat(later.confirmed(N2, 1)).isEqualTo(later);
        assertThat(later.confirmed(N2, 99).to(N2).last()).isEqualTo(3);
        assertThat(links.to(N2).waiting()).containsExactly("a", "b", "c");
        assertThat(later.to(N1).waiting()).containsExactly("x");
    }

    @Test
    void aMessageIsTheNextOrSeenOrEarly() {
        Links<String> links = Links.<String>none().taken(N1, 1).taken(N1, 2);
        assertThat(links.arrival(N1, 2)).isEqualTo(Arrival.SEEN);
        assertThat(links.arrival(N1, 3)).isEqualTo(Arrival.NEXT);
        assertThat(links.arrival(N1, 4)).isEqualTo(Arrival.EARLY);
        assertThat(links.arrival(N2, 1)).isEqualTo(Arrival.NEXT);
    }

    @Test
    void whatIsAddedAndConfirmedInAnyOrderIsAsInAPlainList() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            Links<Integer> links = Links.none();
            List<Integer> plain = new ArrayList<>();
            List<Links<Integer>> earlier = new ArrayList<>();
            List<List<Integer>> expected = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                if (random.nextInt(3) > 0) {
                    links = links.sent(N1, step);
                    plain.add(step);
                } else {
                    int fewer = random.nextInt(plain.size() + 1);
                    links = links.confirmed(N1, links.to(N1).confirmed() + fewer);
                    plain.subList(0, fewer).clear();
                }
                if (random.nextInt(20) == 0 && !earlier.isEmpty()) {
                    int back = random.nextInt(earlier.size());
                    links = earlier.get(back);
                    plain = new ArrayList<>(expected.get(back));
                }
                earlier.add(links);
                expected.add(List.copyOf(plain));
            }
            for (int at = 0; at < earlier.size(); at++) {
                assertThat(earlier.get(at).to(N1).waiting()).isEqualTo(expected.get(at));
            }
        }
    }
}
