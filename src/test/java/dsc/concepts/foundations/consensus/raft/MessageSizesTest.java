package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.Test;

/** The largest messages of servers fit into a frame of Artery: the largest commands, the largest settings. */
class MessageSizesTest {

    private static final int ENVELOPE_BYTES = 4 * 1_024;
    private static final NodeId LEADER = new NodeId("n".repeat(32));
    private static final Configuration GROUP = new Configuration(IntStream.rangeClosed(1, 9)
            .mapToObj(number -> new NodeId("n".repeat(31) + number))
            .toList());

    /** As a client may ask for it: of three bytes a character. */
    private static Command largest() {
        String key = "€".repeat(256);
        String value = "€".repeat(16 * 1_024);
        Raft.Message message = new RaftScenario()
                .operations()
                .message(new Call(Long.MAX_VALUE, Long.MAX_VALUE, "cas", key, List.of(value, value)), null);
        return ((Raft.Execute) message).command();
    }

    @Test
    void theyFit() {
        List<Entry> entries = new ArrayList<>(List.of(new Entry(1, largest()), new Entry(1, largest())));
        while (entries.size() < 20_000) {
            entries.add(new Entry(1, new Command.Write(Long.MAX_VALUE, Long.MAX_VALUE, "€", "€")));
        }
        Log log = new Log(Snapshot.EMPTY, entries);
        byte[] piece = new byte[RaftSettings.MESSAGE_BYTES_MAX];
        new SplittableRandom(1).nextBytes(piece);
        ActorTestKit kit = TestSystem.create();
        try {
            long frame = kit.system().settings().config().getBytes("pekko.remote.artery.advanced.maximum-frame-size");
            List<Wire> messages = new ArrayList<>();
            for (int from = 1; from <= 4; from++) {
                List<Entry> batch = log.batch(from, Integer.MAX_VALUE, RaftSettings.MESSAGE_BYTES_MAX);
                messages.add(new Raft.AppendEntries(
                        Long.MAX_VALUE, LEADER, Long.MAX_VALUE, Long.MAX_VALUE, batch, Long.MAX_VALUE, Long.MAX_VALUE));
            }
            messages.add(new Raft.InstallSnapshot(
                    Long.MAX_VALUE, LEADER, Long.MAX_VALUE, Long.MAX_VALUE, GROUP, Integer.MAX_VALUE, piece, false));

            assertThat(messages)
                    .allSatisfy(message -> assertThat(SerializationExtension.get(kit.system())
                                            .serialize(message)
                                            .get()
                                            .length
                                    + ENVELOPE_BYTES)
                            .as("%s", message.getClass().getSimpleName())
                            .isLessThanOrEqualTo((int) frame));
        } finally {
            kit.shutdownTestKit();
        }
    }
}
