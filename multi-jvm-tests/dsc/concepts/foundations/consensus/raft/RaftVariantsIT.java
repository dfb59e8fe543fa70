package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.Variant.Edit;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.launcher.LiveRun;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.FaultKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check can fail: Rafts that are broken on purpose make a run come out invalid. */
class RaftVariantsIT {

    /**
     * §5.3: an entry is committed once a majority has it. Here the leader alone is enough, and a cut loses what it
     * said.
     */
    @Test
    void commitsWithoutMajority() throws Exception {
        assertCaught(LiveRun.of("raft")
                .classesFirst(BrokenRafts.COMMITS_WITHOUT_MAJORITY.compile())
                // Few reads, since the cut-off leader cannot answer them, and no value twice.
                .workload((random, keys) -> random.nextInt(10) == 0
                        ? Call.of("read", keys.get(random.nextInt(keys.size())), null)
                        : Call.of(
                                "write",
                                keys.get(random.nextInt(keys.size())),
                                Integer.toString(random.nextInt(1_000_000))))
                .seconds(9)
                .fault(FaultKind.ISOLATE, 2_000, 3_000, "leader"));
    }

    /**
     * Thesis, §6.4 and §6.2: a leader serves a read only when a majority still follows it, and gives up when it does
     * not. Here it does neither, and answers from the past while another leads.
     */
    @Test
    void readsWithoutConfirmingLeadership() throws Exception {
        Variant variant = BrokenRafts.READS_WITHOUT_CONFIRMING.and(
                "reads without confirming leadership and leads on",
                new Edit("Leadership.java", "if (!server.quorum.isReachedBy((int) answered + 1)) {", "if (false) {"));

        assertCaught(LiveRun.of("raft")
                // Clients stay with a leader that cannot write any more only as long as they only read.
                .workload((random, keys) -> random.nextInt(50) > 0
                        ? Call.of("read", keys.get(random.nextInt(keys.size())), null)
                        : Call.of(
                                "write",
                                keys.get(random.nextInt(keys.size())),
                                Integer.toString(random.nextInt(1_000_000))))
                .classesFirst(variant.compile())
                .clients(10)
                .rate(300)
                .seconds(12)
                .fault(FaultKind.ISOLATE, 2_000, 6_000, "leader"));
    }

    /**
     * Thesis, §6.3: a repeated command takes effect once. Both Rafts here lose the answer to every tenth command, so
     * that clients ask again. The one with sessions answers as if nothing had happened; the one that forgets them does
     * the command again.
     */
    @Test
    void forgetsWhatASessionDid() throws Exception {
        Edit loseAnswers = new Edit(
                "Server.java",
                "reply(client, asReply(result))",
                "reply(client, commitIndex % 10 == 0 ? new Reply.Unknown(\"lost\") : asReply(result))");

        LiveRun.Outcome remembered =
                asksAgain(Variant.of("loses answers", loseAnswers)).execute();
        assertThat(remembered.verdict().status()).as(remembered.describe()).isEqualTo(Verdict.Status.VALID);
        assertCaught(asksAgain(
                BrokenRafts.FORGETS_SESSIONS.and("loses answers and forgets what a session did", loseAnswers)));
    }

    /** Values go back and forth between 0 and 1, so that one step too many is seen. */
    private static LiveRun asksAgain(Variant variant) throws IOException {
        return LiveRun.of("raft")
                .classesFirst(variant.compile())
                .workload((random, keys) -> {
                    String key = keys.get(random.nextInt(keys.size()));
                    String value = Integer.toString(random.nextInt(2));
                    return switch (random.nextInt(20)) {
                        case 0 -> Call.of("write", key, value);
                        case 1, 2, 3, 4 -> Call.of("read", key, null);
                        default -> Call.of("cas", key, List.of(value.equals("0") ? "1" : "0", value));
                    };
                })
                .seconds(5);
    }

    /** §5.1, figure 2: term, vote and log survive a crash. Here a server that restarts has forgotten all of it. */
    @Test
    void forgetsItsVoteAndLogOverARestart() throws Exception {
        Variant variant = Variant.of(
                "forgets its vote and log over a restart",
                new Edit(
                        "Raft.java",
                        "PersistenceId.ofUniqueId(server.node.persistenceId())",
                        "PersistenceId.ofUniqueId(server.node.persistenceId() + \"-\" + System.nanoTime())"));

        assertCaught(LiveRun.of("raft")
                .classesFirst(variant.compile())
                .seconds(14)
                .fault(FaultKind.ISOLATE, 2_500, 8_000, "n3")
                .meanwhile(FaultKind.KILL, 3_000, 500, "n1", "n2"));
    }

    /**
     * §5.4.1: nobody is elected whose log lacks what is committed. Here anyone is, so that the one who was cut off
     * while others wrote may come to lead.
     */
    @Test
    void votesForAnyLog() throws Exception {
        Variant variant = BrokenRafts.VOTES_FOR_ANY_LOG.and(
                "votes for any log and lets n3 stand",
                // So that the others do not outrun it when they come back.
                new Edit(
                        "Server.java",
                        "long wait = min +",
                        "long wait = node.self().value().equals(\"n3\") ? 100_000_000 : min +"));

        assertCaught(LiveRun.of("raft")
                .classesFirst(variant.compile())
                .seconds(14)
                .fault(FaultKind.ISOLATE, 2_000, 3_000, "n3")
                .meanwhile(FaultKind.KILL, 4_300, 1_500, "n1", "n2"));
    }

    private static void assertCaught(LiveRun run) throws Exception {
        LiveRun.Outcome outcome = run.execute();
        assertThat(outcome.verdict().status()).as(outcome.describe()).isEqualTo(Verdict.Status.INVALID);
    }
}
