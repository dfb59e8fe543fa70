package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.StatesOfServers.GROUP;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N1;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N2;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N3;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.follower;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.leader;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.log;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.progress;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.Learner;
import dsc.workbench.protocol.Sometimes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each limit of {@link LoneServer#SETTINGS} shows when it is met, and not before. */
class RaftLimitsTest {

    private static final int SESSIONS_MAX = LoneServer.SETTINGS.sessionsMax();

    private static List<String> met(ServerState before, ServerState after) {
        return RaftLimits.SOMETIMES.stream()
                .filter(condition -> condition.happened().test(before, after))
                .map(Sometimes::name)
                .toList();
    }

    private static ServerState with(int sessions, long forgottenSessionCommands, ServerState state) {
        return new ServerState(
                state.server(),
                state.durable(),
                state.is(),
                state.commitIndex(),
                state.knownLeader(),
                sessions,
                forgottenSessionCommands,
                state.waitingClients(),
                state.settings());
    }

    @Test
    void aSessionIsForgotten() {
        Log opens = log("1a")
                .append(1, List.of(new Entry(1, new Command.OpenSession()), new Entry(1, new Command.OpenSession())));
        ServerState full = with(SESSIONS_MAX, 0, follower(N1, 1, opens, 1));
        assertThat(met(full, with(SESSIONS_MAX, 0, follower(N1, 1, opens, 2))))
                .containsExactly("the session used least recently was forgotten");
        assertThat(met(
                        with(SESSIONS_MAX - 1, 0, follower(N1, 1, opens, 1)),
                        with(SESSIONS_MAX, 0, follower(N1, 1, opens, 3))))
                .containsExactly("the session used least recently was forgotten");
        assertThat(met(
                        with(SESSIONS_MAX - 2, 0, follower(N1, 1, opens, 1)),
                        with(SESSIONS_MAX, 0, follower(N1, 1, opens, 3))))
                .isEmpty();
        assertThat(met(
                        with(SESSIONS_MAX, 0, follower(N1, 1, opens, 0)),
                        with(SESSIONS_MAX, 0, follower(N1, 1, opens, 1))))
                .as("a command that opens none")
                .isEmpty();
        assertThat(met(full, with(SESSIONS_MAX, 0, follower(N1, 1, log("1a").compact(snapshot(9, 1, "")), 9))))
                .as("a snapshot hides what was opened")
                .isEmpty();
    }

    @Test
    void aForgottenSessionIsUsed() {
        ServerState before = with(SESSIONS_MAX, 1, follower(N1, 1, log("1a"), 1));
        assertThat(met(before, with(SESSIONS_MAX, 2, follower(N1, 1, log("1a"), 1))))
                .containsExactly("a client went on with a forgotten session");
        assertThat(met(before, before)).isEmpty();
    }

    /** Three entries a batch: the first three of four go out, and then the last. */
    @Test
    void aBatchIsCutAtItsEntries() {
        Log four = log("1a", "1b", "1c", "1d");
        ServerState before = leader(N1, 1, four, 0, Map.of(N2, progress(1, 0)));
        assertThat(met(before, leader(N1, 1, four, 0, Map.of(N2, progress(5, 0)))))
                .containsExactly("a batch was cut at its number of entries");
        Log three = log("1a", "1b", "1c");
        assertThat(met(
                        leader(N1, 1, three, 0, Map.of(N2, progress(1, 0))),
                        leader(N1, 1, three, 0, Map.of(N2, progress(4, 0)))))
                .isEmpty();
        assertThat(met(before, leader(N1, 1, four, 0, Map.of(N2, progress(5, 4)))))
                .as("acknowledged, not sent")
                .isEmpty();
    }

    @Test
    void aBatchIsCutAtItsBytes() {
        String large = "x".repeat(LoneServer.SETTINGS.batchBytesMax() / 2);
        Log two = log("1" + large, "1" + large);
        assertThat(met(
                        leader(N1, 1, two, 0, Map.of(N2, progress(1, 0))),
                        leader(N1, 1, two, 0, Map.of(N2, progress(3, 0)))))
                .containsExactly("a batch was cut at its bytes");
    }

    /** Six entries may be on their way. */
    @Test
    void aWindowIsFull() {
        Log eight = log("1a", "1b", "1c", "1d", "1e", "1f", "1g", "1h");
        ServerState before = leader(N1, 1, eight, 1, Map.of(N2, progress(7, 1)));
        ServerState full = leader(N1, 1, eight, 1, Map.of(N2, progress(8, 1)));
        assertThat(met(before, full)).containsExactly("entries waited since a follower's window was full");
        assertThat(met(full, full)).isEmpty();
        assertThat(met(before, leader(N1, 1, eight, 1, Map.of(N2, progress(9, 1)))))
                .as("nothing waits")
                .doesNotContain("entries waited since a follower's window was full");
    }

    @Test
    void aSnapshotHasPieces() {
        Log log = log("1a", "1b", "1c").compact(snapshot(2, 1, "ab"));
        Progress sending = progress(1, 0).sending(log.snapshot(), 0);
        Progress further = progress(1, 0).sending(log.snapshot(), 1);
        assertThat(met(leader(N1, 1, log, 3, Map.of(N2, sending)), leader(N1, 1, log, 3, Map.of(N2, further))))
                .containsExactly("a snapshot was sent in pieces");
        assertThat(met(leader(N1, 1, log, 3, Map.of(N2, further)), leader(N1, 1, log, 3, Map.of(N2, sending))))
                .as("it begins again")
                .isEmpty();
    }

    /** Three rounds at most. */
    @Test
    void aServerDoesNotCatchUp() {
        Log pair = log("1a").append(1, List.of(new Entry(1, new Command.Reconfigure(GROUP.without(N3)))));
        ServerState givenUp = teaching(pair, Optional.empty());
        assertThat(met(teaching(pair, Optional.of(2)), givenUp))
                .containsExactly("a round of catching up took too long");
        assertThat(met(teaching(pair, Optional.of(3)), givenUp))
                .containsExactly("a server was given up in its last round of catching up");
        assertThat(met(teaching(pair, Optional.of(1)), teaching(pair, Optional.of(2))))
                .isEmpty();
        Log added = pair.append(2, List.of(new Entry(1, new Command.Reconfigure(GROUP))));
        assertThat(met(teaching(pair, Optional.of(2)), teaching(added, Optional.empty())))
                .as("it was added")
                .isEmpty();
    }

    private static ServerState teaching(Log log, Optional<Integer> round) {
        ServerState leader = leader(N1, 1, log, log.lastIndex());
        return new ServerState(
                leader.server(),
                leader.durable(),
                ((Leader) leader.is()).withLearner(round.map(number -> new Learner(N3, number, 1, 0))),
                leader.commitIndex(),
                leader.knownLeader(),
                0,
                0,
                0,
                leader.settings());
    }
}
