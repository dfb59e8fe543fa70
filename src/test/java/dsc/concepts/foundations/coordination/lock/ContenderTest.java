package dsc.concepts.foundations.coordination.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.coordination.Act;
import dsc.concepts.foundations.coordination.FencedRegisters;
import dsc.concepts.foundations.coordination.FencedRegisters.Copy;
import dsc.concepts.foundations.coordination.FencedRegisters.Enter;
import dsc.concepts.foundations.coordination.FencedRegisters.Entered;
import dsc.concepts.foundations.coordination.FencedRegisters.Put;
import dsc.concepts.foundations.coordination.FencedRegisters.Refused;
import dsc.concepts.foundations.coordination.FencedRegisters.Stamp;
import dsc.concepts.foundations.coordination.Tenure;
import dsc.concepts.foundations.coordination.Token;
import dsc.concepts.foundations.coordination.lock.LockView.Happening;
import dsc.concepts.shared.Group;
import dsc.concepts.shared.Round;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.ShippedSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens too seldom in simulated worlds to be found there. */
class ContenderTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Token FIRST = new Token(1, N1);
    private static final Token SECOND = new Token(2, N2);

    /** Keeps what is asked. */
    private static final class Asked<Q> implements Group<Q> {
        private final List<Q> questions = new ArrayList<>();

        @Override
        public <A> Round<A> majorityRound() {
            return new Round<>(List.of(N1, N2, N3), 2);
        }

        @Override
        public void ask(Round<?> round, Q question) {
            questions.add(question);
        }
    }

    private final Asked<FencedRegisters.Request> registers = new Asked<>();
    private final Asked<Lock.PeerMessage> nodes = new Asked<>();

    @Test
    void validityRunsFromBeforeAsking() {
        Options options = Options.from(ShippedSettings.of("lock"));
        Contender contender = new Contender("k", N1, 3, options, nodes, registers, new Tally<>(Happening.class), 0);
        contender.add(act(Act.Kind.INCREMENT));
        contender.begin(FIRST, null, 0);
        long late = options.usableNanos() - 1;
        contender.onGranted(N1, FIRST, 0, late);
        contender.onGranted(N2, FIRST, 0, late);
        assertThat(registers.questions).containsExactly(new Enter(N1, FIRST, "k"));

        Tenure tenure = contender.tenure().orElseThrow();
        tenure.onAnswer(new Entered(N1, FIRST, "k", Copy.NONE));
        tenure.onAnswer(new Entered(N2, FIRST, "k", Copy.NONE));
        contender.serve(late + Duration.ofMillis(1).toNanos());

        assertThat(registers.questions).as("no put").hasSize(1);
        assertThat(nodes.questions).contains(new Lock.Release("k", FIRST));
    }

    @Test
    void aRegisterRefusesWhatIsBehindTheTokenThatEntered() {
        FencedRegisters before = FencedRegisters.EMPTY;
        FencedRegisters entered = before.after(
                before.outcome(new Enter(N2, SECOND, "k"), true, N3).change().orElseThrow());

        Put put = new Put(N1, FIRST, 1, "k", new Copy(new Stamp(FIRST, 1), "7"));

        assertThat(entered.outcome(put, true, N3).answer()).isEqualTo(new Refused(N3, FIRST, "k", SECOND));
        assertThat(entered.outcome(put, false, N3).change())
                .as("without fencing")
                .isPresent();
    }

    @Test
    void aReadPutsBackWhatItFound() {
        Tenure tenure = new Tenure(N2, SECOND, "k", true, registers);
        tenure.ask();
        tenure.onAnswer(new Entered(N1, SECOND, "k", new Copy(new Stamp(FIRST, 1), "7")));
        tenure.onAnswer(new Entered(N2, SECOND, "k", Copy.NONE));

        tenure.serve(act(Act.Kind.READ));

        assertThat(registers.questions).endsWith(new Put(N2, SECOND, 1, "k", new Copy(new Stamp(SECOND, 1), "7")));
        assertThat(tenure.isServing()).isTrue();
    }

    private static Act act(Act.Kind kind) {
        return new Act(kind, null, null, Long.MAX_VALUE);
    }
}
