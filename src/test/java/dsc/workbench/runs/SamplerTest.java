package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.report.RunRecord.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static Sample sample(String node, int at) {
        boolean leads = at / 100 % 2 == 0;
        return new Sample(
                node, at, leads ? "leader" : "follower", at / 100, Map.of("commitIndex", Integer.toString(at)));
    }

    @Test
    void ofManySamplesEveryOtherStaysAndEveryChangeOfARole() {
        List<Sample> all = new ArrayList<>();
        for (int at = 0; at < 1_000; at++) {
            all.add(sample("n1", at));
            all.add(sample("n2", at));
        }
        List<Sample> thinned = Sampler.thinned(all);
        assertThat(thinned).hasSizeBetween(1_000, 1_020).isSubsetOf(all);
        for (int change = 0; change < 1_000; change += 100) {
            assertThat(thinned).contains(sample("n1", change), sample("n2", change));
        }
        assertThat(Sampler.thinned(thinned)).hasSizeLessThan(540);
    }
}
