package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dsc.workbench.nodes.Processes;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.runs.FaultsFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster in the background, as people use it: by commands. */
class PlaygroundIT extends PlaygroundSession {

    /** And when the supervisor dies, nothing is left of it but what was recorded. */
    @Test
    void aMinorityCannotWriteAndAllIsRecorded() throws Exception {
        dsc("up", "raft").ended(0).saying("up in", "n1", "n2", "n3", "./dsc call write x 1", "./dsc down");
        dsc("call", "write", "x", "1").ended(0).saying("ok");
        dsc("call", "read", "x").ended(0).saying("ok  1");
        String leader = leader();

        refusesWhatMakesNoSense();
        String others = List.of("n1", "n2", "n3").stream()
                .filter(node -> !node.equals(leader))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        dsc("partition", leader, others).ended(0).saying("partition: " + leader + " (leader) | ");
        assertThat(dsc("call", "--node", leader, "write", "x", "2").status())
                .as("not ok")
                .isIn(1, 2);
        dsc("call", "write", "x", "3").ended(0).saying("ok");
        dsc("heal").ended(0).saying("over: partition", "none arrived");
        dsc("call", "transfer-leadership").ended(0).saying("ok");
        dsc("call", "read", "x").ended(0).saying("ok  3");

        String now = leader();
        String other = now.equals("n3") ? "n2" : "n3";
        dsc("partition", "--partial", "leader", other)
                .ended(0)
                .saying("partial: " + now + " (leader) | " + other + "; both reach all others");
        dsc("status", "--json").ended(0).saying("\"partial\"");
        dsc("call", "write", "x", "4").ended(0).saying("ok");
        dsc("heal").ended(0).saying("over: partial", "none arrived");
        dsc("call", "read", "x").ended(0).saying("ok  4");

        dsc("check", "--last").ended(0).saying("valid");
        dsc("report", "--last").ended(0).saying("report.html");

        // One that is stopped cannot notice by itself.
        dsc("pause", others.split(",")[0]).ended(0);
        long supervisor =
                dsc("status", "--json").ended(0).json().path("supervisor").asLong();
        ProcessHandle.of(supervisor).orElseThrow().destroyForcibly();
        await("no process", () -> Processes.naming(home.toString()).isEmpty());
        dsc("status").ended(2).saying("raft died", "./dsc down tidies up");
        dsc("doctor").ended(2).saying("raft died");
        dsc("check", "--last").ended(0).saying("valid");
        dsc("report", "--last").ended(0);
        dsc("down").ended(0).saying("had died already");
        dsc("status").ended(2).saying("no cluster is up");
    }

    private void refusesWhatMakesNoSense() throws Exception {
        dsc("up", "raft").ended(2).saying("a cluster named raft is up already");
        dsc("kill", "n9").ended(64).saying("there is no node \"n9\"; known: n1, n2, n3");
        dsc("kill", "n1", "n1").ended(64).saying("n1 is named twice");
        dsc("partition", "n1", "n2").ended(64).saying("missing: n3");
        dsc("partition", "n1,n2", "n2,n3").ended(64).saying("n2 is named twice");
        dsc("partition", "n1,n2,n3").ended(64);
        dsc("partition", "--partial", "n1", "n9").ended(64).saying("there is no node \"n9\"; known: n1, n2, n3");
        dsc("partition", "--partial", "n1", "1").ended(64).saying("n1 is named twice");
        dsc("kill", "--disk", "n9").ended(64).saying("there is no node \"n9\"");
        dsc("partition", "--one-way", "n1", "n2", "n3").ended(64).saying("--one-way takes two sides");
        dsc("call", "frobnicate", "x").ended(64).saying("frobnicate");
        dsc("call", "write", "x").ended(64).saying("write needs a value: write KEY VALUE");
        dsc("call", "read", "x", "5").ended(64).saying("read takes nothing after a key, but \"5\" was given: read KEY");
        dsc("call", "transfer-leadership", "n9").ended(64).saying("there is no node \"n9\"");
        dsc("call", "--help").ended(0).saying("write KEY VALUE");
        dsc("call", "--node", "n9", "read", "x").ended(64).saying("there is no node \"n9\"");
        dsc("slow", "n1", "100000ms").ended(64).saying("at most 60s");
        dsc("lose", "n1", "101%").ended(64).saying("101");
        dsc("skew", "n1", "5").ended(64).saying("an offset looks like +5s");
        dsc("skew", "n1", "+25h").ended(64).saying("at most a day");
        dsc("resume", "n1").ended(2).saying("n1 is not paused, nor does it limp");
        dsc("restart").ended(2).saying("no node is down");
        dsc("transfer", "n9").ended(64);
        dsc("purge", "raft").ended(2).saying("raft is up");
    }

    @Test
    void whatIsNotJudgedIsRecordedAllTheSameAndNodesAreAskedInTheEnd() throws Exception {
        dsc("up", "crdt", "--nodes", "2").ended(0);
        dsc("call", "add", "cart", "milk").ended(0).saying("ok");
        dsc("call", "vote", "poll", "tea").ended(0).saying("ok");
        dsc("call", "votes", "poll").ended(0).saying("ok  {\"tea\":1}");
        dsc("check", "--last").ended(2).saying("no node was asked in the end what it holds");
        dsc("add", "n1").ended(2).saying("n1 is a node already");
        dsc("slow", "n1", "20ms").ended(64).saying("crdt takes no delay: its messages are those of Pekko's modules");
        dsc("lose", "n1", "20%").ended(64).saying("crdt takes no loss");
        Aside logs = aside("logs", "-f");
        logs.await("n2  ");
        dsc("add").ended(0).saying("n3 joined the cluster: n1 n2 n3");
        logs.await("n3  ");
        Aside watch = aside("status", "--watch");
        watch.await("n3");
        Aside down = aside("down");
        String[] judged = {"valid", "3 replicas hold the same under 1 key; 1 update was", "acknowledged"};
        dsc("down").ended(0).saying(judged);
        down.said().ended(0).saying(judged);
        watch.said().ended(0).saying("crdt is down");
        logs.said().ended(0);
        dsc("check", "--last").ended(0).saying("valid");
    }

    @Test
    void nodesComeAndGoAndWhatWasWrittenStays() throws Exception {
        dsc("up", "raft", "--name", "mine").ended(0);
        dsc("call", "write", "x", "1").ended(0);
        dsc("kill", "n1", "n2").ended(0).saying("n1 is killed");
        dsc("kill", "n1").ended(2).saying("n1 does not run");
        assertThat(dsc("call", "write", "x", "2").status())
                .as("without a majority")
                .isIn(1, 2);
        dsc("restart").ended(0).saying("n1 answers again", "n2 answers again");
        dsc("pause", "n3").ended(0);
        dsc("pause", "n3").ended(2).saying("n3 is paused already");
        dsc("restart", "n3").ended(2).saying("n3 is paused");
        dsc("resume", "n3").ended(0);
        dsc("limp", "n3").ended(0).saying("n3 limps", "resume --name mine n3");
        dsc("pause", "n3").ended(2).saying("n3 limps already");
        dsc("status", "--json").ended(0).saying("\"limping\"", "\"limp\"");
        dsc("resume").ended(0).saying("n3 resumed");
        dsc("skew", "n2", "+5s").ended(0).saying("5.0 s ahead");
        dsc("stop", "n2").ended(0).saying("n2 left the cluster and ended");
        dsc("down", "--keep").ended(0);
        assertThat(Processes.naming(home.toString())).isEmpty();

        dsc("status").ended(2).saying("mine is down, its journal kept; ./dsc up raft --name mine continues it");
        dsc("up", "raft", "--name", "mine", "--nodes", "5", "--journal", "h2", "-Ddsc.raft.heartbeat-interval=60ms")
                .ended(0)
                .saying("Continuing with the journal", "mine continues as it was put aside, without --nodes, -D;")
                .not("n5");
        String read = dsc("call", "read", "x").ended(0).text();
        assertThat(read).containsAnyOf("ok  1", "ok  2");
        dsc("down").ended(0).saying("3 nodes ended", "valid");
        assertThat(Processes.naming(home.toString())).isEmpty();
        dsc("check", "--last").ended(0).saying("valid");
        dsc("status").ended(2).saying("no cluster is up");
    }

    @Test
    void whatAilsLinksIsReplacedAndEndedNodeByNode() throws Exception {
        dsc("up", "raft").ended(0);
        dsc("lose", "n1", "0%").ended(0).saying("no loss was in force on n1");
        dsc("lose", "n1,n2", "50%").ended(0).saying("loss: 50 % on the links of n1 n2");
        dsc("lose", "n1", "10%")
                .ended(0)
                .saying("loss: 50 % on the links of n2", "loss: 10 % on the links of n1")
                .not("n1 n2");
        dsc("lose", "n2", "0%")
                .ended(0)
                .saying("over: loss 50 % on the links of n2")
                .not("10 %");
        dsc("slow", "n1,n3", "20ms").ended(0);
        dsc("slow", "n1", "0ms").ended(0).saying("over: delay", "delay: 20 ms on the links of n3");

        dsc("add").ended(2).saying("is in force, and would not concern a new node; ./dsc heal");
        dsc("heal").ended(0);

        // A node that was paused has to hear of the new node before it hears of faults on its links to it.
        dsc("pause", "n3").ended(0);
        dsc("add").ended(0).saying("n4 is in the group: n1 n2 n3 n4");
        dsc("slow", "n4", "20ms").ended(0);
        dsc("resume", "n3").ended(0).saying("n3 resumed");

        dsc("kill", "n1", "--disk").ended(0).saying("n1 is killed, and what it stored is deleted; ./dsc restart n1");
        dsc("kill", "n1", "--disk").ended(2).saying("n1 does not run");
        twice("restart", "n1");
        assertThat(processesOf("n1")).hasSize(1);
        assertThat(FaultsFile.read(entry("raft").directory().resolve("faults.json")))
                .filteredOn(injection -> injection.fault().kind() == FaultKind.DISK)
                .singleElement()
                .satisfies(injection ->
                        assertThat(injection.effect()).matches("exit status 137, [1-9]\\d* rows deleted, answers .*"));
        dsc("down").ended(2).saying("4 nodes ended", "unknown", "there is no operation to judge");
    }

    @Test
    void leadershipAndGroupSayWhatCameOfIt() throws Exception {
        dsc("up", "raft").ended(0);
        String leader = leader();
        dsc("transfer", leader).ended(0).saying(leader + " leads already");
        assertThat(leader()).isEqualTo(leader);
        String other = leader.equals("n1") ? "n2" : "n1";
        assertThat(dsc("transfer", other, "--json")
                        .ended(0)
                        .json()
                        .path("leader")
                        .asText())
                .isEqualTo(other);

        dsc("remove", "n3").ended(0).saying("n3 is out of the group");
        dsc("add").ended(0).saying("n3 is in the group: n1 n2 n3");
        dsc("down").ended(2).saying("unknown", "there is no operation to judge");
    }

    @Tag("thorough")
    @Test
    void aNodeThatCannotBeTakenIntoTheGroupRuns() throws Exception {
        dsc("up", "raft").ended(0);
        dsc("kill", "n2", "n3").ended(0);
        dsc("add").ended(2).saying("n4 could not be taken into the group", "n4 runs, in no group; ./dsc add n4 tries");
        dsc("restart").ended(0);
        dsc("add", "n4").ended(0).saying("n4 is in the group: n1 n2 n3 n4");
    }

    /** Nobody waits for one that cannot come up, and what made it fail is said. */
    @Test
    void aClusterThatCannotStartSaysWhy() throws Exception {
        dsc("up", "raft", "--nodes", "1", "-Dpekko.remote.artery.transport=bogus")
                .ended(2)
                .saying("n1 ended by itself", "bogus");
        dsc("status").ended(2).saying("no cluster is up");
    }

    @Tag("thorough")
    @Test
    void oneThatWasPutAsideStaysSoWhenItsStartIsInterruptedOrFails() throws Exception {
        dsc("up", "raft", "--nodes", "1").ended(0);
        dsc("call", "write", "x", "1").ended(0).saying("ok");
        dsc("down", "--keep").ended(0);

        Started start = start("up", "raft");
        await("a node", () -> !processesOf("n1").isEmpty());
        start.process().destroy();
        start.said();
        await("no process", () -> Processes.naming(home.toString()).isEmpty());
        dsc("status").ended(2).saying("raft is down, its journal kept");

        ClusterSpec right = ClusterSpec.read(entry("raft").directory());
        bogus(right).write(entry("raft").directory());
        dsc("up", "raft").ended(2).saying("n1 ended by itself");
        dsc("status").ended(2).saying("raft is down, its journal kept");

        right.write(entry("raft").directory());
        dsc("up", "raft").ended(0);
        dsc("call", "read", "x").ended(0).saying("ok  1");

        entry("raft").supervisor().orElseThrow().destroyForcibly();
        await("no process", () -> Processes.naming(home.toString()).isEmpty());
        dsc("down", "--keep").ended(0).saying("had died already", "the journal is kept: ./dsc up raft continues it");
        dsc("up", "raft").ended(0);
        dsc("call", "read", "x").ended(0).saying("ok  1");
    }

    /** One that is not called as its scenario: hints name it, a prompt need not. */
    @Test
    void aPromptTakesOperationsAndCommandsWhileClientsWork() throws Exception {
        dsc("up", "vectorclocks", "--nodes", "2", "--name", "two")
                .ended(0)
                .saying("./dsc call --name two add cart milk", "./dsc check --name two --last");
        JsonNode listed = dsc("clusters", "--json").ended(0).json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("name").asText()).isEqualTo("two");
        assertThat(listed.get(0).path("nodes").asInt()).isEqualTo(2);
        assertThat(listed.get(0).path("state").asText()).isEqualTo("up");
        dsc("status", "tow").ended(2).saying("there is no cluster \"tow\"; did you mean two? up: two");
        dsc("slow", "1", "0.05s").ended(0).saying("./dsc heal --name two ends it");
        dsc("partition", "--partial", "n1", "n2")
                .ended(64)
                .saying("both nodes still reach a third, and there are only two", "./dsc partition --name two n1 n2");
        dsc("partition", "N1").ended(0).saying("n1 | n2", "./dsc heal --name two ends it");
        dsc("heal").ended(0);
        dsc("lose", "n1", "n2", "0.1").ended(0).saying("10 %");

        shell("heal", "", "# nothing", "add cart milk", "call read cart", "read cart --node n2")
                .ended(0)
                .saying("over: loss", "ok  ", "milk");
        shell("remove n2").ended(64).saying("dsc: vectorclocks has no group that could change");
        shell("add cart").ended(64);
        shell("ad cart milk", "read cart").ended(64).saying("did you mean add or ", "milk");
        shell("partition n1").ended(0).saying("\nheal ends it");
        shell("heal", "check", "report")
                .ended(2)
                .saying("history.edn: unknown", "no node was asked in the end what it holds", "report.html");
        shell("run raft").ended(64).saying("run is not for a prompt; leave with exit, then: ./dsc run");

        dsc("clients").ended(0).saying("no clients are at work");
        dsc("clients", "201").ended(64).saying("0 to 200, not 201");
        shell("clients 100").ended(0).saying("100 operations a second, by 5 clients", "clients 0 ends them");
        await("operations", () -> operations() > 20);
        dsc("status").ended(0).saying("clients     100 operations a second in the background");
        dsc("clients", "0").ended(0).saying("clients ended");
        long done = operations();
        assertThat(operations()).isEqualTo(done);
        dsc("clients", "50").ended(0);
        Said down = shell("down", "read cart")
                .saying("2 nodes ended", "operations recorded")
                .not("no cluster");
        assertThat(down.status())
                .as("unknown, if no message met a cut that was this short: " + down.text())
                .isIn(0, 2);
        dsc("clusters").ended(0).saying("no cluster is up; ./dsc up raft starts one");
    }

    private long operations() {
        try {
            return dsc("status", "--json").json().path("operations").path("ok").asLong();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void allAreEndedWhateverBecomesOfOne() throws Exception {
        ClusterRegistry registry = new ClusterRegistry(home);
        long nobody = 1L << 40;
        for (String name : List.of("a", "b")) {
            registry.enter(new ClusterEntry(
                    name, "raft", home.resolve("runs").resolve(name), 1, nobody, null, 0, "secret", ""));
        }
        dsc("logs", "--name", "a").ended(2).saying("no node of a was started yet");
        dsc("logs", "--name", "a", "n1").ended(2);

        // It cannot be read whether there is a journal to keep.
        JsonNode both = dsc("down", "--all", "--keep", "--json").ended(2).json();
        assertThat(both.path("a").path("error").asText()).contains("cluster.json");
        assertThat(both.path("b").path("error").asText()).contains("cluster.json");
        JsonNode ended = dsc("down", "--all", "--json").ended(0).json();
        assertThat(ended.path("a").path("kept").asBoolean(true)).isFalse();
        assertThat(ended.path("b").path("kept").asBoolean(true)).isFalse();
    }

    private static ClusterSpec bogus(ClusterSpec spec) {
        return new ClusterSpec(
                spec.scenario(),
                spec.nodes(),
                spec.added(),
                spec.seed(),
                spec.journal(),
                spec.tls(),
                spec.conf(),
                Map.of("pekko.remote.artery.transport", "bogus"),
                spec.with());
    }
}
