package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/** The clients that wait, and in which order they are served. */
class ClientsTest {

    private record Answer(ActorRef<Reply> to, Reply reply) {}

    private final Clients clients = new Clients();
    private final List<ActorRef<Reply>> refs = IntStream.range(0, 4)
            .mapToObj(number -> TestInbox.<Reply>create().getRef())
            .toList();

    private void propose(int number) {
        clients.propose(new Command.Write(0, 0, "k", "v" + number), refs.get(number));
    }

    private void read(int number, long round, long readIndex) {
        clients.read(new Clients.Read(round, readIndex, "k", refs.get(number)));
    }

    @Test
    void takesProposalsInOrderAndNoMoreThanWanted() {
        for (int number = 0; number < 3; number++) {
            propose(number);
        }
        assertThat(clients.takeProposals(2))
                .extracting(Clients.Proposal::replyTo)
                .containsExactly(refs.get(0), refs.get(1));
        assertThat(clients.proposalCount()).isPositive();
        assertThat(clients.takeProposals(2))
                .extracting(Clients.Proposal::replyTo)
                .containsExactly(refs.get(2));
        assertThat(clients.proposalCount()).isZero();
        assertThat(clients.takeProposals(2)).isEmpty();
    }

    @Test
    void findsTheClientOfAnEntryOnce() {
        clients.await(7, refs.get(0));
        assertThat(clients.takeAppended(6)).isEmpty();
        assertThat(clients.takeAppended(7)).contains(refs.get(0));
        assertThat(clients.takeAppended(7)).isEmpty();
    }

    /** Both conditions: the round was answered, and the entry was applied (thesis, §6.4). */
    @Test
    void takesReadsThatAreConfirmedAndWhoseEntryIsApplied() {
        read(0, 1, 5);
        read(1, 2, 5);
        read(2, 2, 9);
        assertThat(clients.takeReads(0, 99)).isEmpty();
        assertThat(clients.takeReads(99, 4)).isEmpty();
        assertThat(clients.takeReads(1, 99)).extracting(Clients.Read::replyTo).containsExactly(refs.get(0));
        assertThat(clients.takeReads(2, 8)).extracting(Clients.Read::replyTo).containsExactly(refs.get(1));
        assertThat(clients.takeReads(2, 9)).extracting(Clients.Read::replyTo).containsExactly(refs.get(2));
    }

    @Test
    void knowsWhetherARoundIsWantedThatHasNotBegun() {
        assertThat(clients.waitForRound(1)).isFalse();
        read(0, 3, 0);
        assertThat(clients.waitForRound(3)).isTrue();
        assertThat(clients.waitForRound(4)).isFalse();
    }

    /** What is in the log may yet be committed; the rest did not happen here. Nobody is told twice. */
    @Test
    void dismissesEveryoneOnce() {
        NodeId leader = new NodeId("n2");
        clients.await(7, refs.get(0));
        propose(1);
        read(2, 1, 0);
        assertThat(clients.waiting()).isEqualTo(3);
        List<Answer> answers = new ArrayList<>();
        clients.dismiss(Optional.of(leader), (to, reply) -> answers.add(new Answer(to, reply)));
        assertThat(answers)
                .containsExactly(
                        new Answer(refs.get(0), new Reply.Unknown("the leader stepped down")),
                        new Answer(refs.get(1), new Reply.Redirect(Optional.of(leader))),
                        new Answer(refs.get(2), new Reply.Redirect(Optional.of(leader))));
        assertThat(clients.waiting()).isZero();
        answers.clear();
        clients.dismiss(Optional.empty(), (to, reply) -> answers.add(new Answer(to, reply)));
        assertThat(answers).isEmpty();
    }
}
