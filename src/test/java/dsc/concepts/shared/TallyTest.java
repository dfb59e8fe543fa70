package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {

    private enum Happening {
        A_LETTER_CAME,
        A_LETTER_WAS_LOST
    }

    private record View(Map<Happening, Long> happened) implements NodeView {}

    @Test
    void aConditionIsMetWhenItsCountRises() {
        Tally<Happening> tally = new Tally<>(Happening.class);
        View before = new View(tally.counts());
        tally.add(Happening.A_LETTER_CAME);
        View after = new View(tally.counts());
        List<Sometimes<View>> conditions =
                Tally.conditions(Happening.class, View::happened, Set.of(Happening.A_LETTER_WAS_LOST));

        assertThat(conditions).extracting(Sometimes::name).containsExactly("a letter came", "a letter was lost");
        assertThat(conditions).extracting(Sometimes::isRare).containsExactly(false, true);
        assertThat(conditions)
                .extracting(condition -> condition.happened().test(before, after))
                .containsExactly(true, false);
        assertThat(conditions)
                .extracting(condition -> condition.happened().test(after, after))
                .containsExactly(false, false);
    }
}
