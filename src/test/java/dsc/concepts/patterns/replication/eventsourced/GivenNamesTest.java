package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenNamesTest {

    private final List<Event> events = new ArrayList<>();
    private long process;

    private void operation(String function, Object argument, Event.Type type, Object result) {
        process++;
        events.add(new Event(process, Event.Type.INVOKE, function, "k", argument, Event.NO_TIME, null));
        events.add(new Event(process, type, function, "k", result, Event.NO_TIME, null));
    }

    /** The verdict if a node said so in the end. */
    private Verdict endNamed(String name) {
        Map<String, Object> contents = new HashMap<>(Map.of("elements", List.of("a"), "count", 0L));
        contents.put("name", name);
        int before = events.size();
        operation("final-read", "n1", Event.Type.OK, contents);
        Verdict verdict = GivenNames.WITH_SET_AND_COUNTER.check(History.of(events), Duration.ofSeconds(1));
        events.subList(before, events.size()).clear();
        return verdict;
    }

    @Test
    void aNameThatNobodyGaveIsInvalid() {
        operation("add", "a", Event.Type.OK, "a");
        assertThat(endNamed(null).status()).isEqualTo(Verdict.Status.VALID);

        operation("rename", "lost", Event.Type.FAIL, null);
        operation("rename", "mine", Event.Type.OK, "mine");
        operation("rename", "perhaps", Event.Type.INFO, "perhaps");

        assertThat(endNamed("mine").status()).isEqualTo(Verdict.Status.VALID);
        assertThat(endNamed("perhaps").status()).isEqualTo(Verdict.Status.VALID);
        assertThat(endNamed("lost").reason()).contains("the name under key k is \"lost\"", "none of those");
        assertThat(endNamed(null).status()).isEqualTo(Verdict.Status.INVALID);
    }

    @Test
    void aLostAddIsInvalidAsEverywhere() {
        operation("add", "a", Event.Type.OK, "a");
        operation("add", "b", Event.Type.OK, "b");
        operation("rename", "mine", Event.Type.OK, "mine");

        assertThat(endNamed("mine").reason()).contains("an acknowledged add is lost: \"b\"");
    }

    @Test
    void renamesCountAmongTheUpdates() {
        operation("add", "a", Event.Type.OK, "a");
        operation("rename", "mine", Event.Type.OK, "mine");
        operation("rename", "perhaps", Event.Type.INFO, "perhaps");
        operation("final-read", "n1", Event.Type.OK, Map.of("elements", List.of("a"), "count", 0L));

        assertThat(GivenNames.figures(History.of(events)))
                .containsEntry("updates acknowledged", 2L)
                .containsEntry("adds lost", 0L);
    }
}
