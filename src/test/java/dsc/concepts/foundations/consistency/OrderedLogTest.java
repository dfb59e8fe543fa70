package dsc.concepts.foundations.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.foundations.consistency.OrderedReplica.ImagePage;
import dsc.concepts.shared.TopicLog;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderedLogTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private static Entry entry(NodeId origin, long incarnation, long number, long settled) {
        return new Entry(
                new Entry.Id(origin, incarnation, number), settled, new Entry.Put("k" + number % 3, "v" + number));
    }

    private static OrderedLog log(int entries, int kept) {
        List<Entry> all = LongStream.rangeClosed(1, entries)
                .mapToObj(number -> entry(N1, 1, number, 1))
                .toList();
        return OrderedLog.EMPTY.plus(all, kept);
    }

    /** In whatever parts entries come, and however many are kept, the registers are the same. */
    @Test
    void theRegistersAreWhatAllEntriesComeTo() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            OrderedLog log = OrderedLog.EMPTY;
            int kept = 1 + random.nextInt(10);
            for (long number = 1; number <= 60; ) {
                long last = Math.min(60, number + random.nextInt(8));
                log = log.plus(
                        LongStream.rangeClosed(number, last)
                                .mapToObj(each -> entry(N1, 1, each, 1))
                                .toList(),
                        kept);
                number = last + 1;
                assertThat(log.end() - log.base().index()).isLessThan(2L * kept).isPositive();
            }
            assertThat(log.now()).isEqualTo(log(60, 1_000).now());
        }
    }

    @Test
    void anOperationIsSettledOnce() {
        Image image = Image.EMPTY.after(entry(N1, 1, 1, 1)).after(entry(N1, 1, 3, 1));
        assertThat(image.isSettled(new Entry.Id(N1, 1, 1))).isTrue();
        assertThat(image.isSettled(new Entry.Id(N1, 1, 2)))
                .as("overtaken, and to come")
                .isFalse();
        assertThat(image.isSettled(new Entry.Id(N2, 1, 1))).isFalse();

        Image later = image.after(entry(N1, 1, 4, 3));
        assertThat(later.isSettled(new Entry.Id(N1, 1, 2)))
                .as("given up by its origin")
                .isTrue();
        assertThat(later.origin(N1).numbers()).containsExactly(3L, 4L);

        Image restarted = later.after(entry(N1, 2, 1, 1));
        assertThat(restarted.isSettled(new Entry.Id(N1, 1, 9)))
                .as("of an earlier life")
                .isTrue();
        assertThat(restarted.isSettled(new Entry.Id(N1, 2, 2))).isFalse();
    }

    @Test
    void aLogWithAGapIsNone() {
        assertThatThrownBy(() -> new OrderedLog(0, Image.EMPTY, new TopicLog<>(1, List.of()), Image.EMPTY))
                .hasMessageContaining("do not lead from 0 to 0");
        assertThatThrownBy(() -> entry(N1, 1, 2, 3)).hasMessageContaining("settled");
    }

    @Test
    void anImageArrivesWholeInAnyNumberOfPages() {
        Image image = log(30, 1_000).now();
        for (int chars = 1; chars < 300; chars += 7) {
            IncomingImage incoming = new IncomingImage();
            List<ImagePage> pages = new ArrayList<>();
            String after = null;
            do {
                ImagePage page = IncomingImage.page(image, after, chars);
                pages.add(page);
                assertThat(incoming.take(page)).isTrue();
                assertThat(incoming.take(page)).as("again").isFalse();
                after = incoming.last();
            } while (incoming.whole().isEmpty());
            assertThat(incoming.whole()).contains(image);
            assertThat(pages).hasSizeBetween(1, 3);
        }
    }

    @Test
    void aPageOfAnotherImageIsNotTaken() {
        Image image = log(30, 1_000).now();
        IncomingImage incoming = new IncomingImage();
        incoming.take(IncomingImage.page(image, null, 1));
        Image other = image.after(entry(N2, 1, 1, 1));
        assertThat(incoming.take(IncomingImage.page(other, "k0", 1))).isFalse();
        assertThat(incoming.take(IncomingImage.page(image, "k1", 1)))
                .as("one is missing")
                .isFalse();
        assertThat(incoming.take(IncomingImage.page(image, "k0", 1))).isTrue();
    }
}
