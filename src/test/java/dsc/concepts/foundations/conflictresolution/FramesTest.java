package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.conflictresolution.Replica.Digest;
import dsc.concepts.foundations.conflictresolution.Replica.PeerMessage;
import dsc.concepts.foundations.conflictresolution.Replica.Versions;
import dsc.concepts.shared.SetAndCounter;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.ShippedSettings;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The largest messages of replicas, written as nodes write them, by conf/node.conf, fit into a frame of Artery. */
class FramesTest {

    private static final int NODES_MAX = 8;
    private static final int ENVELOPE_BYTES = 4 * 1_024;
    private static final ReplicaSettings SETTINGS = ReplicaSettings.from(ShippedSettings.of("vectorclocks"));
    private static final NodeId SELF = new NodeId("n".repeat(32));

    private static ActorTestKit kit;
    private static long frameBytes;

    private final RandomGenerator random = new SplittableRandom(1);

    @BeforeAll
    static void start() {
        Config config = ConfigFactory.parseString("""
            pekko.actor.provider = local
            pekko.coordinated-shutdown.exit-jvm = off
            pekko.coordinated-shutdown.reason-overrides = {}
            """)
                .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                .withFallback(ConfigFactory.load());
        kit = ActorTestKit.create("frames", config);
        frameBytes = config.getBytes("pekko.remote.artery.advanced.maximum-frame-size");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static int written(PeerMessage message) {
        return SerializationExtension.get(kit.system()).serialize(message).get().length;
    }

    private static void fit(List<? extends PeerMessage> messages) {
        assertThat(messages)
                .allSatisfy(message -> assertThat(written(message) + ENVELOPE_BYTES)
                        .as("%s", message.getClass().getSimpleName())
                        .isLessThanOrEqualTo((int) frameBytes));
    }

    /** Characters of three bytes each, the most that a character of Java takes. */
    private String text(int chars) {
        StringBuilder text = new StringBuilder();
        while (text.length() < chars) {
            text.append((char) ('\u4e00' + random.nextInt(20_000)));
        }
        return text.toString();
    }

    private Cart full(int elementChars) {
        return cart(elementChars, SETTINGS.cartBytesMax());
    }

    private Cart cart(int elementChars, int bytesMax) {
        TreeSet<String> elements = new TreeSet<>();
        int left = bytesMax - Frames.bytesMax(Cart.EMPTY);
        while (true) {
            String element = text(elementChars);
            left -= elements.add(element) ? Frames.bytesMax(element) : 0;
            if (left < 0) {
                elements.remove(element);
                return new Cart(List.copyOf(elements), Long.MIN_VALUE);
            }
        }
    }

    private static VersionVector stamp(int nodes) {
        TreeMap<String, Long> counters = new TreeMap<>();
        for (int node = 1; node <= nodes; node++) {
            counters.put("n".repeat(31) + node, Long.MAX_VALUE - node);
        }
        return new VersionVector(counters);
    }

    @Test
    void cartsThatAllNodesFilledFitWhenTheyAreMerged() {
        for (int elementChars : new int[] {1, SetAndCounter.ELEMENT_CHARS_MAX}) {
            Cart merged = Cart.EMPTY;
            List<Version> siblings = new ArrayList<>();
            for (int node = 1; node <= NODES_MAX; node++) {
                Cart full = full(elementChars);
                siblings.add(new Version(full, stamp(node)));
                merged = merged.merge(full);
            }
            siblings.add(new Version(merged, stamp(NODES_MAX)));
            String key = text(Argument.KEY_CHARS_MAX);

            assertThat(Frames.bytesMax(merged)).isLessThanOrEqualTo(SETTINGS.versionBytesMax());
            List<Versions> messages =
                    Frames.versions(SELF, new TreeMap<>(Map.of(key, siblings)), true, SETTINGS.messageBytesMax());
            assertThat(messages).hasSizeGreaterThan(1);
            assertThat(messages.stream().flatMap(message -> message.versions().get(key).stream()))
                    .containsExactlyElementsOf(siblings);
            fit(messages);
        }
    }

    @Test
    void aVersionOfTheGreatestSizeThatIsWrittenFits() {
        Version version = new Version(cart(2, SETTINGS.versionBytesMax()), stamp(NODES_MAX));

        fit(Frames.versions(
                SELF,
                new TreeMap<>(Map.of(text(Argument.KEY_CHARS_MAX), List.of(version))),
                true,
                SETTINGS.messageBytesMax()));
    }

    @Test
    void anyNumberOfKeysIsSentInParts() {
        SortedMap<String, List<Version>> versions = new TreeMap<>();
        SortedMap<String, List<VersionVector>> stamps = new TreeMap<>();
        for (int number = 0; number < 3_000; number++) {
            String key = number + text(random.nextInt(100));
            List<Version> some = new ArrayList<>();
            for (int siblings = random.nextInt(4); siblings > 0; siblings--) {
                some.add(new Version(Cart.EMPTY.with("x"), stamp(1 + random.nextInt(NODES_MAX))));
            }
            versions.put(key, some);
            stamps.put(key, some.stream().map(Version::stamp).toList());
        }

        List<Digest> digests = Frames.digests(SELF, versions, SETTINGS.messageBytesMax());
        List<Versions> messages = Frames.versions(SELF, versions, true, SETTINGS.messageBytesMax());

        fit(digests);
        fit(messages);
        assertThat(digests).hasSizeGreaterThan(1);
        SortedMap<String, List<VersionVector>> digested = new TreeMap<>();
        digests.forEach(digest -> digested.putAll(digest.stamps()));
        assertThat(digested).isEqualTo(stamps);
        for (String key : List.of("", "0", "2999", "~", text(3), versions.firstKey(), versions.lastKey())) {
            assertThat(digests.stream().filter(digest -> digest.isAbout(key)))
                    .as("one is about each key, known or not")
                    .hasSize(1);
        }
        SortedMap<String, List<Version>> sent = new TreeMap<>();
        messages.forEach(message -> message.versions()
                .forEach((key, some) -> sent.merge(key, some, (one, other) -> {
                    List<Version> both = new ArrayList<>(one);
                    both.addAll(other);
                    return both;
                })));
        assertThat(sent).isEqualTo(versions);
    }

    @Test
    void withNothingToTellOneDigestAsksForAll() {
        assertThat(Frames.digests(SELF, new TreeMap<>(), SETTINGS.messageBytesMax()))
                .hasSize(1);
        assertThat(Frames.versions(SELF, new TreeMap<>(), true, SETTINGS.messageBytesMax()))
                .isEmpty();
    }
}
