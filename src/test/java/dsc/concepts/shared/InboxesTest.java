package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxesTest {

    @Test
    void lettersAreInTheOrderInWhichTheyCame() {
        Inboxes inboxes = Inboxes.EMPTY.plus("k", "a").plus("j", "b").plus("k", "c");

        assertThat(inboxes.of("k")).containsExactly("a", "c");
        assertThat(inboxes.of("none")).isEmpty();
        assertThat(inboxes.counts()).containsEntry("k", 2).containsEntry("j", 1).hasSize(2);
    }

    @Test
    void anEarlierValueStaysAsItIsWhateverComesOfIt() {
        List<Inboxes> values = new ArrayList<>(List.of(Inboxes.EMPTY));
        for (int at = 0; at < 100; at++) {
            values.add(values.getLast().plus("k", "a" + at));
        }
        Inboxes other = values.get(50).plus("k", "other");

        assertThat(other.of("k")).hasSize(51).endsWith("a49", "other");
        assertThat(values.get(51).of("k")).hasSize(51).endsWith("a49", "a50");
        assertThat(values.get(100).of("k")).hasSize(100).startsWith("a0").endsWith("a99");
        assertThat(values.get(99)).isNotEqualTo(values.get(100));
        assertThat(values.get(1)).isEqualTo(Inboxes.EMPTY.plus("k", "a0"));
    }
}
