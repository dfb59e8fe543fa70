package dsc.workbench.checkers.registers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Status;
import dsc.workbench.checkers.registry.Checkers;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private static final Checker KV = Snapshots.asReads(Linearizability.of(Models.KV));

    private static Verdict check(String... sessions) {
        return KV.check(Litmus.history(sessions), Duration.ofSeconds(1));
    }

    @Test
    void aSnapshotIsAReadOfEachKeyAtTheSameTime() {
        History reads = Snapshots.asReads(Litmus.history("wx1 wy2", "sx1", "ex1y2"));

        assertThat(reads.operations())
                .extracting(Operation::process, Operation::function, Operation::key, Operation::result)
                .extracting(Object::toString)
                .containsExactly(
                        "(0L, \"write\", \"x\", \"1\")",
                        "(0L, \"write\", \"y\", \"2\")",
                        "(1L, \"read\", \"x\", \"1\")",
                        "(1L, \"read\", \"y\", null)",
                        "(2L, \"read\", \"x\", \"1\")",
                        "(2L, \"read\", \"y\", \"2\")");
        Operation first = reads.operations().get(2);
        Operation second = reads.operations().get(3);
        assertThat(first.start()).isLessThan(second.end());
        assertThat(second.start()).isLessThan(first.end());
        Set<Integer> positions = new HashSet<>();
        for (Operation operation : reads.operations()) {
            assertThat(reads.events().get(operation.start())).isSameAs(operation.invocation());
            assertThat(reads.events().get(operation.end())).isSameAs(operation.completion());
            assertThat(positions.add(operation.start())).isTrue();
            assertThat(positions.add(operation.end())).isTrue();
        }
        assertThat(positions).hasSize(reads.events().size());
    }

    @Test
    void theModelThatIsNamedKvTakesThem() {
        Checker named = Checkers.named("kv");

        assertThat(named.check(Litmus.history("wx1 wy1", "sx1y1", "wx2", "sx1y1"), Duration.ofSeconds(1))
                        .status())
                .isEqualTo(Status.INVALID);
        assertThat(named.check(Litmus.history("wx1", "rx1"), Duration.ofSeconds(1))
                        .status())
                .isEqualTo(Status.VALID);
    }

    @Test
    void linearizabilityIsDecidedWithSnapshots() {
        assertThat(check("wx1 wy1", "sx1y1", "wx2", "sx2y1").status()).isEqualTo(Status.VALID);
        assertThat(check("wx1 wy1", "sx1y1", "wx2", "sx1y1").status()).isEqualTo(Status.INVALID);
        assertThat(check("wx1 wx2", "ux3", "sx3", "rx3").status()).isEqualTo(Status.VALID);
        assertThat(check("wx1 wx2", "fx3", "sx3").status()).isEqualTo(Status.INVALID);
    }

    /** A key that is not there was read as nil, which is too old once it was written. */
    @Test
    void whatASnapshotDoesNotHaveIsNil() {
        assertThat(check("wx1", "s").reason()).contains("key \"x\": process 1 read nil");
    }
}
