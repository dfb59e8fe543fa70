package dsc.concepts.foundations.consensus.raft;

import static dsc.concepts.foundations.consensus.raft.StatesOfServers.GROUP;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N1;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N2;
import static dsc.concepts.foundations.consensus.raft.StatesOfServers.N3;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.DurableState.LogCompacted;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which servers are in a group, and what a log says of it (thesis, §4.1). */
class ConfigurationTest {

    private static final NodeId N4 = new NodeId("n4");

    @Test
    void isASetInTheOrderOfIds() {
        assertThat(new Configuration(List.of(N3, N1, N3))).isEqualTo(new Configuration(List.of(N1, N3)));
        assertThat(GROUP.with(N2)).isEqualTo(GROUP);
        assertThat(GROUP.without(N4)).isEqualTo(GROUP);
        assertThat(GROUP.without(N2).with(N4)).hasToString("n1 n3 n4");
        assertThat(GROUP.others(N2)).containsExactly(N1, N3);
        assertThat(GROUP.others(N4)).containsExactly(N1, N2, N3);
    }

    @Test
    void tellsWhetherOneServerMakesTheDifference() {
        assertThat(GROUP.isOneServerFrom(GROUP.with(N4))).isTrue();
        assertThat(GROUP.with(N4).isOneServerFrom(GROUP)).isTrue();
        assertThat(GROUP.isOneServerFrom(GROUP)).isFalse();
        assertThat(GROUP.isOneServerFrom(GROUP.without(N1).with(N4))).isFalse();
        assertThat(GROUP.isOneServerFrom(new Configuration(List.of(N1)))).isFalse();
    }

    /** Two that differ by one server: any majority of one and any of the other have one in common. */
    @Test
    void majoritiesOfNeighboursIntersect() {
        for (int servers = 1; servers < 9; servers++) {
            int smaller = servers / 2 + 1;
            int larger = (servers + 1) / 2 + 1;
            assertThat(smaller + larger).isGreaterThan(servers + 1);
        }
    }

    /** What is kept beside the log is what the log says, whatever is appended, overwritten and compacted. */
    @Test
    void isAlwaysTheLatestInTheLog() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DurableState state = DurableState.beginning(GROUP).apply(new DurableState.TermStarted(1));
            for (int step = 0; step < 40; step++) {
                state = random.nextInt(4) == 0 ? compacted(state, random) : appended(state, random);
                assertThat(state.configurations()).as("seed %d", seed).isEqualTo(Configurations.of(state.log()));
                assertThat(state.configuration()).as("seed %d", seed).isEqualTo(lastIn(state.log()));
            }
        }
    }

    private static DurableState appended(DurableState state, SplittableRandom random) {
        long from = state.log().snapshot().lastIndex()
                + random.nextLong(state.log().entries().size() + 1);
        List<Entry> entries = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            Command command = random.nextInt(3) > 0
                    ? new Command.NoOp()
                    : new Command.Reconfigure(new Configuration(List.of(N1, new NodeId("n" + random.nextInt(2, 9)))));
            entries.add(new Entry(1, command));
        }
        return state.apply(new EntriesAppended(from, entries));
    }

    private static DurableState compacted(DurableState state, SplittableRandom random) {
        long index = state.log().lastIndex() + random.nextInt(3) - 1;
        if (index <= state.log().snapshot().lastIndex()) {
            return state;
        }
        Configuration group = index <= state.log().lastIndex() ? state.configurationAt(index) : GROUP.with(N4);
        return state.apply(new LogCompacted(new Snapshot(index, 1, group, new byte[0])));
    }

    private static Configuration lastIn(Log log) {
        Optional<Configuration> last = log.entries().reversed().stream()
                .filter(entry -> entry.command() instanceof Command.Reconfigure)
                .map(entry -> ((Command.Reconfigure) entry.command()).configuration())
                .findFirst();
        return last.orElse(log.snapshot().configuration());
    }
}
