package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.patterns.scaling.horizontal.Account.Answer;
import dsc.concepts.patterns.scaling.horizontal.Account.Holds;
import dsc.concepts.patterns.scaling.horizontal.Account.Message;
import dsc.concepts.patterns.scaling.horizontal.Account.NotCovered;
import dsc.concepts.patterns.scaling.horizontal.Account.OtherTransfer;
import dsc.concepts.patterns.scaling.horizontal.Account.Past;
import dsc.concepts.patterns.scaling.horizontal.Account.Post;
import dsc.concepts.patterns.scaling.horizontal.Account.Read;
import dsc.concepts.patterns.scaling.horizontal.Account.Unavailable;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An account and its journal, without a cluster: two nodes that both take themselves for its home are two actors here.
 */
class AccountTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final Duration LONG = Duration.ofHours(1);

    private TestJournal journal;
    private ActorTestKit kit;
    private TestProbe<ClusterSharding.ShardCommand> shard;
    private TestProbe<Answer> client;

    @BeforeEach
    void start() throws Exception {
        journal = new TestJournal();
        kit = ActorTestKit.create("accounts", journal.config("pekko.actor.provider = local"));
        shard = kit.createTestProbe();
        client = kit.createTestProbe();
    }

    @AfterEach
    void stop() throws Exception {
        kit.shutdownTestKit();
        journal.close();
    }

    private ActorRef<Message> account(NodeId home) {
        return account(home, LONG, LONG);
    }

    private ActorRef<Message> account(NodeId home, Duration passivateAfter, Duration reactivationDelay) {
        HorizontalSettings settings = new HorizontalSettings(
                HorizontalSettings.Allocation.LEAST_SHARDS,
                HorizontalSettings.Entity.ACCOUNT,
                1,
                Duration.ofSeconds(1),
                passivateAfter,
                reactivationDelay,
                5);
        Durable durable = new Durable(Account.persistenceId("k"), Duration.ofMillis(50), Duration.ofMillis(100));
        return kit.spawn(Account.create("k", home, settings, durable, shard.ref()));
    }

    private Answer post(ActorRef<Message> account, long session, long sequence, long amount) {
        account.tell(new Post(new Transfer(session, sequence, session + "." + sequence, amount), client.ref()));
        return client.receiveMessage();
    }

    private Answer read(ActorRef<Message> account) {
        account.tell(new Read(client.ref()));
        return client.receiveMessage();
    }

    private Map<String, Object> audit() throws Exception {
        return Audit.of("k", kit.system()).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void postsWhatIsCoveredAndDeclinesWhatIsNot() throws Exception {
        ActorRef<Message> account = account(N1);

        assertThat(read(account)).isEqualTo(new Holds(0));
        assertThat(post(account, 1, 1, 10)).isEqualTo(new Holds(10));
        assertThat(post(account, 1, 2, -11)).isEqualTo(new NotCovered(10));
        assertThat(post(account, 1, 3, -10)).isEqualTo(new Holds(0));
        assertThat(audit())
                .containsEntry("balance", 0L)
                .containsEntry("posted", List.of("1.1", "1.3"))
                .containsEntry("broken", null);
    }

    @Test
    void aRepeatedCallCountsOnce() throws Exception {
        ActorRef<Message> account = account(N1);
        post(account, 1, 1, 10);
        post(account, 2, 1, 5);

        assertThat(post(account, 1, 1, 10)).isEqualTo(new Holds(10));
        assertThat(read(account)).isEqualTo(new Holds(15));
        assertThat(audit()).containsEntry("posted", List.of("1.1", "2.1"));
    }

    private Answer post(ActorRef<Message> account, long session, String reference, long amount) {
        account.tell(new Post(new Transfer(session, 1, reference, amount), client.ref()));
        return client.receiveMessage();
    }

    /** Each call by hand has a session of its own, so only the reference says that it is the same transfer. */
    @Test
    void aReferenceThatWasUsedGetsTheFirstAnswerAgainOrIsRefused() throws Exception {
        ActorRef<Message> account = account(N1);
        assertThat(post(account, 1, "r0", -1)).isEqualTo(new NotCovered(0));
        assertThat(post(account, 2, "r1", 10)).isEqualTo(new Holds(10));

        assertThat(post(account, 3, "r1", 10)).isEqualTo(new Holds(10));
        assertThat(post(account, 4, "r1", 11)).isEqualTo(new OtherTransfer(10));
        assertThat(post(account, 5, "r1", -10)).isEqualTo(new OtherTransfer(10));
        assertThat(post(account, 6, "r0", -1)).isEqualTo(new NotCovered(0));
        assertThat(post(account, 7, "r2", 5)).isEqualTo(new Holds(15));
        assertThat(audit()).containsEntry("posted", List.of("r1", "r2")).containsEntry("broken", null);

        account.tell(new Account.Stop());
        client.expectTerminated(account);
        assertThat(post(account(N2), 8, "r1", 10)).isEqualTo(new Holds(10));
    }

    /** The client was told that it failed, so an older copy of its call must not find enough. */
    @Test
    void whatWasDeclinedStaysDeclined() {
        ActorRef<Message> account = account(N1);
        post(account, 1, 1, -5);
        post(account, 2, 1, 10);

        assertThat(post(account, 1, 1, -5)).isEqualTo(new NotCovered(0));
        assertThat(read(account)).isEqualTo(new Holds(10));
    }

    @Test
    void aCallOlderThanTheSessionsLastIsNotServed() {
        ActorRef<Message> account = account(N1);
        post(account, 1, 2, 10);

        assertThat(post(account, 1, 1, 10)).isEqualTo(new Past());
    }

    @Test
    void aNewInstanceRemembersAndBeginsAnEpoch() throws Exception {
        ActorRef<Message> first = account(N1);
        for (int sequence = 1; sequence <= 12; sequence++) {
            post(first, 1, sequence, 10);
        }
        first.tell(new Account.Stop());
        client.expectTerminated(first);

        ActorRef<Message> second = account(N2);

        assertThat(read(second)).isEqualTo(new Holds(120));
        assertThat(post(second, 1, 12, 10)).isEqualTo(new Holds(120));
        assertThat(audit()).containsEntry("epoch", 2L).containsEntry("homes", List.of("n1", "n2"));
    }

    /** Two nodes take themselves for the account's home; only what the newer one writes is taken. */
    @Test
    void theJournalRefusesAWriterThatWasSuperseded() throws Exception {
        ActorRef<Message> older = account(N1);
        post(older, 1, 1, 10);
        ActorRef<Message> newer = account(N2);
        assertThat(post(newer, 2, 1, 5)).isEqualTo(new Holds(15));

        assertThat(post(older, 3, 1, 7)).isEqualTo(new Unavailable("account k is superseded here by epoch 2 on n2"));
        assertThat(post(newer, 3, 1, 7)).isEqualTo(new Holds(22));
        assertThat(audit())
                .containsEntry("posted", List.of("1.1", "2.1", "3.1"))
                .containsEntry("homes", List.of("n1", "n2"))
                .containsEntry("broken", null);
    }

    /** An older writer that only reads is not refused by anyone: a balance may be old. */
    @Test
    void anOlderInstanceStillAnswersReads() {
        ActorRef<Message> older = account(N1);
        post(older, 1, 1, 10);
        ActorRef<Message> newer = account(N2);
        post(newer, 2, 1, 5);

        assertThat(read(older)).isEqualTo(new Holds(10));
        assertThat(read(newer)).isEqualTo(new Holds(15));
    }

    /** The newer writer may be the one that the cluster gave up. */
    @Test
    void aSupersededInstanceComesBackAfterAWhile() throws Exception {
        ActorRef<Message> older = account(N1, LONG, Duration.ofMillis(50));
        post(older, 1, 1, 10);
        ActorRef<Message> newer = account(N2);
        post(newer, 2, 1, 5);
        Answer answer = post(older, 3, 1, 7);
        while (answer instanceof Unavailable) {
            answer = post(older, 3, 1, 7);
        }

        assertThat(answer).isEqualTo(new Holds(22));
        assertThat(post(newer, 4, 1, 1)).isInstanceOf(Unavailable.class);
        assertThat(audit()).containsEntry("homes", List.of("n1", "n2", "n1")).containsEntry("broken", null);
    }

    /** One that tries to come back, and is refused since the newer one works, waits again. */
    @Test
    void aSupersededInstanceLeavesOneThatWorksAlone() throws Exception {
        ActorRef<Message> older = account(N1, LONG, Duration.ofSeconds(1));
        post(older, 1, 1, 10);
        ActorRef<Message> newer = account(N2);
        post(newer, 2, 1, 5);
        LoggingTestKit refused = LoggingTestKit.warn("was refused by the journal");
        refused.expect(kit.system(), () -> assertThat(post(older, 3, 1, 7)).isInstanceOf(Unavailable.class));

        // What it knows is older than this when its second is over.
        refused.expect(kit.system(), () -> post(newer, 2, 2, 5));

        assertThat(post(newer, 2, 3, 5)).isEqualTo(new Holds(25));
        assertThat(post(older, 3, 1, 7)).isInstanceOf(Unavailable.class);
        assertThat(audit()).containsEntry("homes", List.of("n1", "n2")).containsEntry("broken", null);
    }

    @Test
    void aSessionOlderThanAllThatAreRememberedIsRefusedBeforeAnythingIsWritten() throws Exception {
        ActorRef<Message> account = account(N1);
        for (long session = 2; session <= Balance.SESSIONS_MAX + 1; session++) {
            account.tell(new Post(new Transfer(session, 1, "r" + session, 1), client.ref()));
        }
        for (int answer = 0; answer < Balance.SESSIONS_MAX; answer++) {
            assertThat(client.receiveMessage()).isInstanceOf(Holds.class);
        }

        assertThat(post(account, 1, 1, 100)).isEqualTo(new Past());
        assertThat(read(account)).isEqualTo(new Holds(Balance.SESSIONS_MAX));
        assertThat(post(account, Balance.SESSIONS_MAX + 2, 1, 1)).isEqualTo(new Holds(Balance.SESSIONS_MAX + 1));
        assertThat(post(account, 2, 2, 1)).as("forgotten for the newest").isEqualTo(new Past());
    }

    /** Without the journal's primary key, nobody is refused: two writers, and the audit finds it. */
    @Test
    void aJournalThatRefusesNobodyBreaksTheLedger() throws Exception {
        journal.refuseNobody();
        ActorRef<Message> older = account(N1);
        post(older, 1, 1, 10);
        ActorRef<Message> newer = account(N2);
        assertThat(post(newer, 2, 1, 5)).isEqualTo(new Holds(15));

        assertThat(post(older, 3, 1, 7)).isEqualTo(new Holds(17));
        assertThat((String) audit().get("broken")).contains("is decided in epoch 1, and epoch 2 is in force");
    }

    @Test
    void nothingIsAcknowledgedWhileTheJournalIsAway() throws Exception {
        ActorRef<Message> account = account(N1);
        post(account, 1, 1, 10);
        journal.goAway();

        assertThat(post(account, 1, 2, 5)).isEqualTo(new Unavailable("the journal of account k does not answer"));

        journal.comeBack();
        assertThat(post(account, 1, 2, 5)).isEqualTo(new Holds(15));
        assertThat(audit()).containsEntry("posted", List.of("1.1", "1.2")).containsEntry("broken", null);
    }

    @Test
    void anAccountThatNobodyAsksIsPassivated() {
        ActorRef<Message> account = account(N1, Duration.ofMillis(50), LONG);

        assertThat(shard.receiveMessage()).isEqualTo(new ClusterSharding.Passivate<>(account));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a|b",
                "a b",
                "ä",
                "../a",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void anIdThatCannotBeAKeyIsRefusedInALine(String id) {
        assertThatThrownBy(() -> Account.requireId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an account's id is 1 to 64 letters, digits, dots, hyphens or underscores, not \"" + id + "\"");
    }

    @Test
    void allThatIsSentOrKeptSurvivesSerialization() {
        Transfer transfer = new Transfer(Long.MAX_VALUE, 7, "ä\n\"", -5);
        Balance balance = Balance.NEW
                .with(new Balance.Activated(1, N1))
                .with(new Balance.Posted(1, new Transfer(3, 7, "", 5)))
                .with(new Balance.Declined(1, new Transfer(4, 1, "x", -50)));
        for (Object object : List.of(
                new Post(transfer, client.ref()),
                new Read(client.ref()),
                new Holds(5),
                new NotCovered(5),
                new Past(),
                new Unavailable("why"),
                new Balance.Activated(1, N1),
                new Balance.Posted(1, transfer),
                new Balance.Declined(1, transfer),
                Balance.NEW,
                balance,
                new Sessions.Open(kit.<Sessions.Number>createTestProbe().ref()),
                new Sessions.Number(1),
                new Sessions.Opened(1),
                new Sessions.Last(1))) {
            kit.serializationTestKit().verifySerialization(object, true);
        }
    }
}
