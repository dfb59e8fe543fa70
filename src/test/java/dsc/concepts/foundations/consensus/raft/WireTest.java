package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What crosses the network or enters the journal comes back as it was, also at its limits, and by the serializer that
 * it should; {@code WireSuite} draws values of every record.
 */
class WireTest {

    private static final long LARGE = Long.MAX_VALUE;
    private static final NodeId N1 = new NodeId("n1");
    private static final Configuration GROUP = new Configuration(List.of(N1, new NodeId("n-2")));

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    private static final List<Command> COMMANDS = List.of(
            new Command.NoOp(),
            new Command.Reconfigure(GROUP),
            new Command.Reconfigure(Configuration.NONE),
            new Command.OpenSession(),
            new Command.Write(0, 0, "k", ""),
            new Command.Write(LARGE, LARGE, "k\n\u0000\"", "ä € 😀"),
            new Command.CompareAndSet(7, 3, "k", null, "1"),
            new Command.CompareAndSet(7, 3, "k", "", "1"));

    private static final List<Entry> ENTRIES =
            COMMANDS.stream().map(command -> new Entry(3, command)).toList();

    private static final Snapshot SNAPSHOT = new Snapshot(9, 2, GROUP, new byte[] {0, -1, 127, -128});

    private static final List<Wire> SAMPLES = Stream.<List<? extends Wire>>of(
                    COMMANDS,
                    ENTRIES,
                    List.of(
                            new Raft.RequestPreVote(4, 5, N1, 12, 3),
                            new Raft.PreVote(4, 5, N1, true),
                            new Raft.RequestVote(5, N1, 12, 3, true),
                            new Raft.RequestVote(LARGE, N1, 0, 0, false),
                            new Raft.Vote(5, N1, false),
                            new Raft.AppendEntries(5, N1, 0, 0, List.of(), 0, 0),
                            new Raft.AppendEntries(5, N1, 11, 3, ENTRIES, 10, LARGE),
                            new Raft.AppendEntries(5, N1, 11, 3, ENTRIES.subList(2, 4), 10, 8),
                            new Raft.Appended(5, N1, 12, 8),
                            new Raft.AppendRefused(5, N1, 7, 1, 8),
                            new Raft.InstallSnapshot(5, N1, 9, 2, GROUP, 0, new byte[0], true),
                            new Raft.InstallSnapshot(5, N1, 9, 2, GROUP, 64, new byte[] {0, -1, 127, -128}, false),
                            new Raft.SnapshotChunkReceived(5, N1, 9, 128),
                            new Raft.TimeoutNow(5)),
                    List.of(
                            new DurableState.TermStarted(LARGE),
                            new DurableState.VoteCast(5, N1),
                            new DurableState.EntriesAppended(0, List.of()),
                            new DurableState.EntriesAppended(11, ENTRIES),
                            new DurableState.EntriesAppended(11, ENTRIES.subList(1, 2)),
                            new DurableState.LogCompacted(SNAPSHOT),
                            new DurableState.LogCompacted(Snapshot.EMPTY)),
                    List.of(
                            Snapshot.EMPTY,
                            SNAPSHOT,
                            Log.EMPTY,
                            new Log(SNAPSHOT, ENTRIES),
                            DurableState.INITIAL,
                            DurableState.beginning(GROUP),
                            new DurableState(5, Optional.of(N1), new Log(SNAPSHOT, ENTRIES))))
            .<Wire>flatMap(List::stream)
            .toList();

    static List<Wire> samples() {
        return SAMPLES;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void comesBackAsItWas(Wire sample) {
        Object back = throughBytes(sample);
        assertThat(back).hasSameClassAs(sample);
        assertThat(back).usingRecursiveComparison().isEqualTo(sample);
    }

    /** Where a text ends and what it is made of must not matter. */
    @Test
    void anyTextComesBack() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Command command = new Command.CompareAndSet(
                    random.nextLong(LARGE), random.nextLong(LARGE), text(random), text(random), text(random));
            assertThat(throughBytes(command)).as("seed %d", seed).isEqualTo(command);
        }
    }

    /** Two records of one kind of message side by side: a value must not be read into the wrong one. */
    @Test
    void anEntryKeepsItsCommandsKind() {
        List<Entry> entries = List.copyOf(
                Collections.nCopies(50, ENTRIES).stream().flatMap(List::stream).toList());
        DurableState.EntriesAppended back =
                (DurableState.EntriesAppended) throughBytes(new DurableState.EntriesAppended(0, entries));
        assertThat(back.entries()).isEqualTo(entries);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(300); left > 0; left--) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> random.nextInt(0x80, 0x800);
                        case 2 -> random.nextInt(0xE000, 0x10000);
                        default -> random.nextInt(0x10000, 0x110000);
                    });
        }
        return text.toString();
    }

    /** Sent or written for every batch of commands: Jackson would cost more than all else. */
    private static boolean isHot(Wire value) {
        return value instanceof Raft.AppendEntries
                || value instanceof Raft.Appended
                || value instanceof DurableState.EntriesAppended;
    }

    private static Object throughBytes(Wire value) {
        Serialization serialization = SerializationExtension.get(SYSTEM.kit().system());
        Serializer serializer = serialization.findSerializerFor(value);
        assertThat(serializer).isInstanceOf(isHot(value) ? RaftSerializer.class : JacksonCborSerializer.class);
        byte[] bytes = serializer.toBinary(value);
        return serialization
                .deserialize(bytes, serializer.identifier(), Serializers.manifestFor(serializer, value))
                .get();
    }
}
