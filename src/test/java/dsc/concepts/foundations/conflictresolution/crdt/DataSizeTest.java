package dsc.concepts.foundations.conflictresolution.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.DeltaReplicatedData;
import org.apache.pekko.cluster.ddata.GCounter;
import org.apache.pekko.cluster.ddata.GSet;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.PNCounter;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What all nodes filled while they did not hear of each other, merged and written as the replicator writes it, fits
 * into a frame of conf/crdt.conf; and the sizes that are reckoned with are not less than what is written.
 */
class DataSizeTest {

    private static final int NODES_MAX = 8;

    /** The bytes of the message around it: its key and versions. */
    private static final int AROUND_BYTES = 128 * 1_024;

    /** The incarnation of a node between two of its starts. */
    private static final int STEPS = 32;

    private static ActorTestKit kit;
    private static long frameBytes;

    private final RandomGenerator random = new SplittableRandom(1);

    @BeforeAll
    static void start() {
        Config config = ConfigFactory.parseString("pekko.remote.artery.canonical.port = 0\ndsc.node.directory = target")
                .withFallback(ConfigFactory.parseFile(new File("conf/crdt.conf")))
                .withFallback(ConfigFactory.parseString(
                        "pekko.actor.serialization-bindings { \"dsc.workbench.protocol.Wire\" = jackson-cbor }"))
                .withFallback(ConfigFactory.parseFile(new File("conf/cluster.conf")))
                .withFallback(ConfigFactory.load())
                .resolve();
        kit = ActorTestKit.create("sizes", config);
        frameBytes = config.getBytes("pekko.remote.artery.advanced.maximum-frame-size");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    /** An incarnation of one of the nodes. */
    private SelfUniqueAddress writer(int node) {
        return new SelfUniqueAddress(
                new UniqueAddress(new Address("pekko", "dsc", "127.0.0.1", 40_000 + node), random.nextLong()));
    }

    /** Random, so that no compression makes it less; of three bytes each. */
    private String text(int chars) {
        StringBuilder text = new StringBuilder();
        while (text.length() < chars) {
            text.append((char) ('\u4e00' + random.nextInt(20_000)));
        }
        return text.toString();
    }

    /** As large as a replica lets it grow, or a little less. */
    private <D extends ReplicatedData> D full(D empty, int node, BiFunction<D, SelfUniqueAddress, D> step) {
        D data = empty;
        while (true) {
            // Now and then, the node was started again.
            SelfUniqueAddress writer = writer(node);
            D more = data;
            for (int steps = 0; steps < STEPS; steps++) {
                more = withoutDelta(step.apply(more, writer));
            }
            if (DataSize.bytesMax(more) > DataSize.KEY_BYTES_MAX) {
                assertThat(data).as("what there was room for").isNotSameAs(empty);
                return data;
            }
            data = more;
        }
    }

    /** As the replicator has it, which sends deltas by themselves. */
    @SuppressWarnings("unchecked")
    private static <D extends ReplicatedData> D withoutDelta(D data) {
        return data instanceof DeltaReplicatedData delta ? (D) delta.resetDelta() : data;
    }

    private <D extends ReplicatedData> void fits(
            D empty, BiFunction<D, SelfUniqueAddress, D> step, BinaryOperator<D> merge) {
        D merged = empty;
        for (int node = 1; node <= NODES_MAX; node++) {
            D full = full(empty, node, step);
            assertThat((long) written(full)).isLessThanOrEqualTo(DataSize.bytesMax(full));
            merged = withoutDelta(merge.apply(merged, full));
        }
        assertThat((long) written(merged)).isLessThanOrEqualTo(DataSize.bytesMax(merged));
        assertThat(DataSize.bytesMax(merged)).isLessThanOrEqualTo((long) NODES_MAX * DataSize.KEY_BYTES_MAX);
        assertThat(written(merged) + AROUND_BYTES).isLessThanOrEqualTo((int) frameBytes);
    }

    private static int written(ReplicatedData data) {
        return SerializationExtension.get(kit.system()).serialize(data).get().length;
    }

    @Test
    void setsOfElementsFit() {
        for (int chars : new int[] {9, 1_024}) {
            fits(ORSet.<String>create(), (set, writer) -> set.add(writer, text(chars)), ORSet::merge);
        }
    }

    @Test
    void anElementThatAllAddedFits() {
        List<String> elements = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            elements.add(text(3));
        }
        fits(
                ORSet.<String>create(),
                (set, writer) -> set.add(writer, elements.get(set.size() % elements.size())),
                ORSet::merge);
    }

    @Test
    void countersFit() {
        fits(
                PNCounter.create(),
                (counter, writer) ->
                        counter.increment(writer(1), Integer.MAX_VALUE).decrement(writer(2), Integer.MAX_VALUE),
                PNCounter::merge);
    }

    @Test
    void labelsFit() {
        fits(
                LWWMap.<String, String>create(),
                (labels, writer) -> labels.put(writer, text(80), text(256)),
                LWWMap::merge);
    }

    @Test
    void pollsFit() {
        fits(
                ORMap.<String, GCounter>create(),
                (poll, writer) -> poll.update(writer, text(2), GCounter.create(), votes -> votes.increment(writer, 1)),
                ORMap::merge);
    }

    @Test
    void textsFit() {
        fits(
                Sequence.EMPTY,
                (text, writer) -> text.insert(
                        "n".repeat(32) + "/"
                                + Long.toHexString(writer.uniqueAddress().longUid() | Long.MIN_VALUE),
                        last(text),
                        "😀"),
                Sequence::mergeData);
    }

    private static Optional<Sequence.Id> last(Sequence text) {
        List<Sequence.Character> characters = text.characters();
        return characters.isEmpty()
                ? Optional.empty()
                : Optional.of(characters.getLast().id());
    }

    @Test
    void whatIsNotKeptUnderAKeyHasNoSize() {
        assertThatThrownBy(() -> DataSize.bytesMax(GSet.create())).isInstanceOf(IllegalArgumentException.class);
    }
}
