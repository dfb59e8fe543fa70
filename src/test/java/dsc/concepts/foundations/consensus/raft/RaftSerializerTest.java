package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.NodeId;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The layout is the one that was written down, so that what a journal holds stays readable; what is not in it is
 * refused.
 */
class RaftSerializerTest {

    private static final NodeId N1 = new NodeId("n1");

    /**
     * A record and its bytes. They change with no version of the project: who changes the layout changes the manifest,
     * and keeps reading these.
     */
    private record Golden(Object record, String manifest, String bytes) {}

    private static final List<Golden> GOLDEN = List.of(
            new Golden(
                    new Raft.Appended(5, N1, 12, 258),
                    "appended.1",
                    "0500000000000000 02000000 6e31 0c00000000000000 0201000000000000"),
            new Golden(
                    new Raft.AppendEntries(5, N1, 11, 3, List.of(), 10, 8),
                    "append-entries.1",
                    "0500000000000000 02000000 6e31 0b00000000000000 0300000000000000 0a00000000000000"
                            + " 0800000000000000 00000000"),
            new Golden(
                    new Raft.AppendEntries(
                            5, N1, 11, 3, List.of(new Entry(4, new Command.Write(7, 9, "k", "ä"))), 10, 8),
                    "append-entries.1",
                    "0500000000000000 02000000 6e31 0b00000000000000 0300000000000000 0a00000000000000"
                            + " 0800000000000000 01000000"
                            + " 0400000000000000 02 0700000000000000 0900000000000000 01000000 6b 02000000 c3a4"),
            new Golden(
                    new DurableState.EntriesAppended(
                            1,
                            List.of(
                                    new Entry(1, new Command.NoOp()),
                                    new Entry(1, new Command.OpenSession()),
                                    new Entry(2, new Command.CompareAndSet(7, 3, "k", null, "")))),
                    "entries-appended.1",
                    "0100000000000000 03000000"
                            + " 0100000000000000 00"
                            + " 0100000000000000 01"
                            + " 0200000000000000 03 0700000000000000 0300000000000000 01000000 6b ffffffff 00000000"));

    private final RaftSerializer serializer = new RaftSerializer();

    static Stream<Golden> golden() {
        return GOLDEN.stream();
    }

    private static byte[] bytes(Golden golden) {
        return HexFormat.of().parseHex(golden.bytes().replace(" ", ""));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writesTheLayoutOfItsManifest(Golden golden) throws NotSerializableException {
        assertThat(serializer.manifest(golden.record())).isEqualTo(golden.manifest());
        assertThat(serializer.toBinary(golden.record())).isEqualTo(bytes(golden));
        assertThat(serializer.fromBinary(bytes(golden), golden.manifest())).isEqualTo(golden.record());
    }

    /** As Artery does it: into a buffer of its own, behind what is there. */
    @ParameterizedTest
    @MethodSource("golden")
    void writesTheSameIntoABuffer(Golden golden) throws NotSerializableException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1_000).put((byte) 1);
        serializer.toBinary(golden.record(), buffer);
        buffer.flip().position(1);
        byte[] written = new byte[buffer.remaining()];
        buffer.get(1, written);
        assertThat(written).isEqualTo(bytes(golden));
        assertThat(serializer.fromBinary(buffer, golden.manifest())).isEqualTo(golden.record());
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatIsCutOffIsRefused(Golden golden) {
        byte[] whole = bytes(golden);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> serializer.fromBinary(part, golden.manifest()))
                    .as("the first %d bytes of %d", length, whole.length)
                    .isInstanceOf(NotSerializableException.class);
        }
    }

    @Test
    void anotherVersionIsRefused() {
        assertThatThrownBy(() -> serializer.fromBinary(bytes(GOLDEN.getFirst()), "appended.2"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("appended.2");
    }

    @Test
    void aCommandOfNoKnownKindIsRefused() {
        byte[] bytes = HexFormat.of().parseHex("0100000000000000" + "01000000" + "0100000000000000" + "7f");
        assertThatThrownBy(() -> serializer.fromBinary(bytes, "entries-appended.1"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("127");
    }

    @Test
    void aCountThatCannotBeIsRefused() {
        byte[] bytes = HexFormat.of().parseHex("0100000000000000" + "ffffff7f");
        assertThatThrownBy(() -> serializer.fromBinary(bytes, "entries-appended.1"))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void isOnlyForWhatItIsBoundTo() {
        assertThatThrownBy(() -> serializer.manifest(new Raft.TimeoutNow(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TimeoutNow");
    }
}
