package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.patterns.replication.eventsourced.Contents.Added;
import dsc.concepts.patterns.replication.eventsourced.Contents.Event;
import dsc.concepts.patterns.replication.eventsourced.Contents.Incremented;
import dsc.concepts.patterns.replication.eventsourced.Contents.Removed;
import dsc.concepts.patterns.replication.eventsourced.Contents.Renamed;
import java.util.List;
import java.util.TreeSet;
import org.apache.pekko.persistence.typed.ReplicaId;
import org.apache.pekko.persistence.typed.crdt.ORSet;
import org.junit.jupiter.api.Test;

/** What becomes of events that did not know of each other, whatever their order (Shapiro et al. 2011). */
class ContentsTest {

    private static final Dot A1 = new Dot("a", 1);
    private static final Dot A2 = new Dot("a", 2);
    private static final Dot B1 = new Dot("b", 1);
    private static final Event ADDED = new Added(A1, 0, "x");

    private static Contents after(Event... events) {
        Contents contents = Contents.NOTHING;
        for (Event event : events) {
            contents = contents.apply(event, false);
        }
        return contents;
    }

    private static Event removed(Dot dot, String element, Dot... adds) {
        return new Removed(dot, 0, element, new TreeSet<>(List.of(adds)));
    }

    @Test
    void aRemovalTakesTheAddsThatItSaw() {
        assertThat(after(ADDED, removed(B1, "x", A1)).visible()).containsEntry("elements", List.of());
    }

    /** §3.3.5: an add that a removal had not seen wins over it. */
    @Test
    void anAddThatARemovalDidNotSeeStays() {
        Event again = new Added(A2, 0, "x");

        assertThat(after(ADDED, again, removed(B1, "x", A1)).visible()).containsEntry("elements", List.of("x"));
        assertThat(after(ADDED, removed(B1, "x", A1), again).visible()).containsEntry("elements", List.of("x"));
    }

    @Test
    void aRemovalThatArrivesBeforeItsAddIsRemembered() {
        Contents ahead = after(removed(B1, "x", A1));
        assertThat(ahead.set().removedAhead()).containsExactly(A1);

        Contents both = ahead.apply(ADDED, false);
        assertThat(both.visible()).containsEntry("elements", List.of());
        assertThat(both.set().removedAhead()).isEmpty();
    }

    /** Why the set here is not Pekko's: with the same order of arrival, that one's removed element is back. */
    @Test
    void pekkosOwnSetNeedsCausalDelivery() {
        ORSet<String> a = ORSet.create(new ReplicaId("a"));
        ORSet.DeltaOp added = a.add("x");
        ORSet.DeltaOp removed =
                ORSet.<String>create(new ReplicaId("b")).applyOperation(added).remove("x");
        ORSet<String> c = ORSet.create(new ReplicaId("c"));

        assertThat(c.applyOperation(added).applyOperation(removed).getElements())
                .isEmpty();
        assertThat(c.applyOperation(removed).applyOperation(added).getElements())
                .containsExactly("x");
    }

    @Test
    void incrementsAddUp() {
        assertThat(after(new Incremented(A1, 0, 3), new Incremented(B1, 0, -1)).visible())
                .containsEntry("count", 2L);
    }

    @Test
    void theLaterNameStaysWhateverTheOrder() {
        Event early = new Renamed(A1, 0, Name.NONE.next("early", 10, "a"));
        Event late = new Renamed(B1, 0, Name.NONE.next("late", 11, "b"));
        assertThat(after(early, late).name().text()).isEqualTo("late");
        assertThat(after(late, early).name().text()).isEqualTo("late");

        Event sameTime = new Renamed(B1, 0, Name.NONE.next("same time", 10, "b"));
        assertThat(after(early, sameTime).name())
                .isEqualTo(after(sameTime, early).name());
    }

    @Test
    void aNameThatWasSeenIsOverwrittenByAClockThatIsBehind() {
        Name first = Name.NONE.next("first", 1_000, "b");
        Name second = first.next("second", 5, "a");

        assertThat(first.later(second)).isEqualTo(second);
        assertThat(second.later(first)).isEqualTo(second);
    }

    @Test
    void noEventIsAppliedTwiceOrAheadOfAnother() {
        assertThatThrownBy(() -> after(ADDED, ADDED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> after(new Incremented(A2, 0, 1)))
                .isInstanceOf(EventGapException.class)
                .hasMessage("event 2 of a arrived before its event 1");
    }

    @Test
    void concurrentEventsAreCounted() {
        assertThat(Contents.NOTHING
                        .apply(ADDED, true)
                        .apply(new Added(A2, 0, "y"), false)
                        .concurrent())
                .isEqualTo(1);
    }
}
