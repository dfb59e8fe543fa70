package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicLogTest {

    private static TopicLog<String> log(String... entries) {
        TopicLog<String> log = TopicLog.empty();
        for (String entry : entries) {
            log = log.append(entry);
        }
        return log;
    }

    @Test
    void offsetsGoOnWhateverIsTrimmed() {
        TopicLog<String> log = log("a", "b", "c").trim(2).append("d");

        assertThat(log.first()).isEqualTo(2);
        assertThat(log.end()).isEqualTo(4);
        assertThat(log.get(2)).isEqualTo("c");
        assertThat(log.get(3)).isEqualTo("d");
        assertThat(log.trim(100).append("e").get(4)).isEqualTo("e");
        assertThat(log.trim(1)).isSameAs(log);
    }

    @Test
    void aGapIsNeverReadOver() {
        TopicLog<String> log = log("a", "b", "c").trim(1);

        assertThat(log.read(1, 10)).containsExactly("b", "c");
        assertThat(log.read(1, 1)).containsExactly("b");
        assertThat(log.read(3, 1)).isEmpty();
        assertThat(log.read(9, Integer.MAX_VALUE)).isEmpty();
        assertThatThrownBy(() -> log.read(0, 10)).hasMessage("offset 0 is trimmed; the first is 1");
        assertThatThrownBy(() -> log.get(3)).hasMessage("offset 3 is not among those kept, from 1 up to 3");
        assertThatThrownBy(() -> new TopicLog<>(-1, List.of())).hasMessage("an offset is not negative: -1");
    }

    /** As a list of all entries that there ever were does, and one value stays as it is when others come of it. */
    @Test
    void itDoesWhatAListDoes() {
        Random random = new Random(7);
        List<Integer> all = new ArrayList<>();
        TopicLog<Integer> log = TopicLog.empty();
        int first = 0;
        for (int step = 0; step < 2_000; step++) {
            TopicLog<Integer> before = log;
            long endBefore = before.end();
            if (random.nextInt(5) > 0) {
                all.add(step);
                log = log.append(step);
                before.append(-1);
            } else {
                first = Math.max(first, random.nextInt(all.size() + 1));
                log = log.trim(first);
            }
            assertThat(before.end()).isEqualTo(endBefore);
            assertThat(log.read(first, Integer.MAX_VALUE)).isEqualTo(all.subList(first, all.size()));
        }
    }
}
