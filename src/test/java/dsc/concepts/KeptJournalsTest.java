package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.concepts.foundations.consensus.raft.Log;
import java.io.File;
import java.util.HexFormat;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What journals and snapshots have held since types were named by annotations is read as it was meant. These bytes
 * change with no version of the project.
 */
class KeptJournalsTest {

    private static final String OVERRIDES = """
        pekko.actor.provider = local
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.coordinated-shutdown.reason-overrides = {}
        """;

    private record Kept(String type, String bytes, String text) {}

    static final List<Kept> EVENTS = List.of(
            new Kept(
                    "foundations.consensus.raft.DurableState$TermStarted",
                    "bf656576656e746c7465726d2d73746172746564647465726d05ff",
                    "TermStarted[term=5]"),
            new Kept(
                    "foundations.consensus.raft.DurableState$VoteCast",
                    "bf656576656e7469766f74652d63617374647465726d056963616e646964617465626e31ff",
                    "VoteCast[term=5, candidate=n1]"),
            new Kept(
                    "foundations.consensus.raft.DurableState$LogCompacted",
                    "bf656576656e746d6c6f672d636f6d70616374656468736e617073686f74bf696c617374496e"
                            + "64657809686c6173745465726d026d636f6e66696775726174696f6ebf677365727665727382"
                            + "626e31626e32ff64646174614200ffffff",
                    "LogCompacted[snapshot=Snapshot[lastIndex=9, lastTerm=2, n1 n2, 2 bytes]]"),
            new Kept(
                    "patterns.scaling.horizontal.Balance$Activated",
                    "bf654074797065696163746976617465646565706f63680264686f6d65626e31ff",
                    "Activated[epoch=2, home=n1]"),
            new Kept(
                    "patterns.scaling.horizontal.Balance$Posted",
                    "bf65407479706566706f737465646565706f636802687472616e73666572bf6773657373696f"
                            + "6e076873657175656e636503697265666572656e6365617266616d6f756e7424ffff",
                    "Posted[epoch=2, transfer=Transfer[session=7, sequence=3, reference=r, amount=-5]]"),
            new Kept(
                    "patterns.scaling.horizontal.Balance$Declined",
                    "bf654074797065686465636c696e65646565706f636802687472616e73666572bf6773657373"
                            + "696f6e076873657175656e636503697265666572656e6365617266616d6f756e7424ffff",
                    "Declined[epoch=2, transfer=Transfer[session=7, sequence=3, reference=r, amount=-5]]"),
            new Kept(
                    "foundations.faulttolerance.splitbrain.SoleWriter$Began",
                    "bf647479706565626567616e6b696e6361726e6174696f6e04646e6f6465626e31ff",
                    "Began[incarnation=4, node=n1]"),
            new Kept(
                    "foundations.faulttolerance.splitbrain.SoleWriter$Wrote",
                    "bf64747970656577726f74656b696e6361726e6174696f6e04636b6579616bff",
                    "Wrote[incarnation=4, key=k]"));

    /** Its entries are of all kinds of commands. */
    private static final String LOG = "bf68736e617073686f74bf696c617374496e64657809686c6173745465726d026d636f6e6669"
            + "6775726174696f6ebf677365727665727382626e31626e32ff64646174614200ffff67656e74"
            + "7269657385bf647465726d0367636f6d6d616e64bf62646f656e6f2d6f70ffffbf647465726d"
            + "0367636f6d6d616e64bf62646f6b7265636f6e6669677572656d636f6e66696775726174696f"
            + "6ebf677365727665727382626e31626e32ffffffbf647465726d0367636f6d6d616e64bf6264"
            + "6f6c6f70656e2d73657373696f6effffbf647465726d0367636f6d6d616e64bf62646f657772"
            + "6974656773657373696f6e076873657175656e636503636b6579616b6576616c75656131ffff"
            + "bf647465726d0367636f6d6d616e64bf62646f636361736773657373696f6e07687365717565"
            + "6e636504636b6579616b686578706563746564f66576616c75656132ffffff";

    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(
                "kept",
                ConfigFactory.parseString(OVERRIDES)
                        .withFallback(ConfigFactory.parseFile(new File("conf/node.conf")))
                        .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static Object read(String type, String bytes) throws Exception {
        Serialization serialization = SerializationExtension.get(kit.system());
        String name = "dsc.concepts." + type;
        int jackson = serialization.serializerFor(Class.forName(name)).identifier();
        assertThat(serialization.serializerByIdentity().apply(jackson)).isInstanceOf(JacksonCborSerializer.class);
        return serialization
                .deserialize(HexFormat.of().parseHex(bytes), jackson, name)
                .get();
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void anEventIsReadAsItWasWritten(Kept kept) throws Exception {
        assertThat(read(kept.type(), kept.bytes())).hasToString(kept.text());
    }

    @Test
    void aLogInASnapshotKeepsItsBytes() throws Exception {
        Log log = (Log) read("foundations.consensus.raft.Log", LOG);

        assertThat(log.entries())
                .extracting(entry -> entry.command().toString())
                .containsExactly(
                        "NoOp[]",
                        "Reconfigure[configuration=n1 n2]",
                        "OpenSession[]",
                        "Write[session=7, sequence=3, key=k, value=1]",
                        "CompareAndSet[session=7, sequence=4, key=k, expected=null, value=2]");
        assertThat(HexFormat.of()
                        .formatHex(SerializationExtension.get(kit.system())
                                .serialize(log)
                                .get()))
                .isEqualTo(LOG);
    }
}
