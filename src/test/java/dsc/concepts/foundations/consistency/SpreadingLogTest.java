package dsc.concepts.foundations.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.foundations.consistency.SpreadingReplica.ImagePage;
import dsc.concepts.foundations.consistency.SpreadingView.Happening;
import dsc.concepts.shared.Tally;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadingLogTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final int MANY = 1_000;

    private static SpreadingLog write(SpreadingLog log, NodeId node, String key, int kept) {
        StampedWrite write = log.next(
                node, log.seen(), new Entry.Put(key, node + "-" + log.seen().of(node)));
        return log.plus(List.of(write), kept);
    }

    private static SpreadingLog told(SpreadingLog log, SpreadingLog by, int kept) {
        return by.missing(log.seen()).map(writes -> log.plus(writes, kept)).orElseGet(() -> log.merged(by.base()));
    }

    /**
     * However many writes are kept, and in whatever order they come, the registers are the same when all have the same
     * writes.
     */
    @Test
    void logsWithTheSameWritesHaveTheSameRegisters() {
        Random random = new Random(1);
        for (int round = 0; round < 30; round++) {
            List<NodeId> nodes = List.of(N1, N2, N3);
            List<SpreadingLog> logs = new ArrayList<>(Collections.nCopies(3, SpreadingLog.EMPTY));
            int kept = 1 + random.nextInt(8);
            for (int step = 0; step < 60; step++) {
                int at = random.nextInt(3);
                logs.set(
                        at,
                        random.nextBoolean()
                                ? write(logs.get(at), nodes.get(at), "k" + random.nextInt(3), kept)
                                : told(logs.get(at), logs.get(random.nextInt(3)), kept));
            }
            for (int step = 0; step < 12; step++) {
                logs.set(step % 3, told(logs.get(step % 3), logs.get((step + 1) % 3), kept));
            }
            assertThat(logs)
                    .extracting(SpreadingLog::now)
                    .containsOnly(logs.getFirst().now());
        }
    }

    @Test
    void whatIsMissingIsToldInTheOrderOfTheLog() {
        SpreadingLog log = write(write(write(SpreadingLog.EMPTY, N2, "x", MANY), N1, "x", MANY), N2, "y", MANY);

        assertThat(log.missing(VersionVector.NONE).orElseThrow())
                .extracting(write -> write.dot().toString())
                .containsExactly("n2#1", "n1#1", "n2#2");
        assertThat(log.missing(VersionVector.of(N2, 1)).orElseThrow())
                .extracting(write -> write.dot().toString())
                .containsExactly("n1#1", "n2#2");
        assertThat(write(log, N1, "z", 1).missing(VersionVector.of(N2, 1)))
                .as("compacted")
                .isEmpty();
    }

    @Test
    void aWriteIsNewerThanAllThatItsNodeHas() {
        SpreadingLog log = write(write(SpreadingLog.EMPTY, N2, "x", MANY), N2, "y", MANY);

        assertThat(log.next(N1, VersionVector.NONE, new Entry.Put("z", "1")).stamp())
                .isEqualTo(new Stamp(3, N1));
    }

    @Test
    void aGapIsRefused() {
        StampedWrite second = new StampedWrite(new Dot(N1, 2), 1, VersionVector.NONE, new Entry.Put("x", "1"));

        assertThatThrownBy(() -> SpreadingLog.EMPTY.plus(List.of(second), MANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n1#2 does not follow on {}");
    }

    @Test
    void aWriteWaitsForAllThatItDependsOn() {
        WaitingWrites waiting = new WaitingWrites(10, new Tally<>(Happening.class));
        SpreadingLog question = write(SpreadingLog.EMPTY, N1, "q", MANY);
        SpreadingLog both = write(question, N2, "a", MANY);
        StampedWrite answer = both.writes().get(1);

        assertThat(waiting.take(Registers.EMPTY, List.of(answer))).isEmpty();
        assertThat(waiting.count()).isEqualTo(1);
        assertThat(waiting.take(Registers.EMPTY, List.of(question.writes().get(0))))
                .as("the question, and then the answer that has waited")
                .containsExactlyElementsOf(both.writes().entries());
        assertThat(waiting.count()).isZero();
    }

    @Test
    void noMoreWritesWaitThanMay() {
        WaitingWrites waiting = new WaitingWrites(1, new Tally<>(Happening.class));
        SpreadingLog log = write(write(write(SpreadingLog.EMPTY, N1, "x", MANY), N1, "x", MANY), N1, "x", MANY);

        assertThat(waiting.take(Registers.EMPTY, log.writes().entries().subList(1, 3)))
                .isEmpty();
        assertThat(waiting.count()).isEqualTo(1);
    }

    /** Pages come one after the other from one node; another's are let pass until that one is silent. */
    @Test
    void anImageComesInPages() {
        SpreadingLog log = SpreadingLog.EMPTY;
        for (String key : List.of("a", "b", "c", "d")) {
            log = write(log, N1, key, 1);
        }
        Registers image = log.base();
        IncomingRegisters incoming = new IncomingRegisters();
        Optional<Registers> whole = Optional.empty();
        String last = null;
        int pages = 0;
        while (whole.isEmpty()) {
            ImagePage page = IncomingRegisters.page(N1, image, last, 100);
            assertThat(incoming.take(page)).isTrue();
            assertThat(incoming.take(page)).as("twice").isFalse();
            assertThat(incoming.take(IncomingRegisters.page(N2, image, null, MANY)))
                    .as("another's")
                    .isFalse();
            whole = incoming.whole();
            last = incoming.last();
            pages++;
        }
        assertThat(pages).isGreaterThan(1);
        assertThat(whole).contains(image);
    }

    @Test
    void aSilentNodeIsGivenUp() {
        SpreadingLog log = write(write(write(SpreadingLog.EMPTY, N1, "a", 1), N1, "b", 1), N1, "c", 1);
        IncomingRegisters incoming = new IncomingRegisters();
        ImagePage other = IncomingRegisters.page(N2, log.base(), null, MANY);
        assertThat(incoming.take(IncomingRegisters.page(N1, log.base(), null, 1)))
                .isTrue();

        incoming.giveUpIfSilent();
        assertThat(incoming.take(other)).as("it has just said something").isFalse();
        incoming.giveUpIfSilent();
        assertThat(incoming.take(other)).isTrue();
        assertThat(incoming.whole()).contains(log.base());
    }
}
