package dsc.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.cli.Main;
import dsc.cli.arguments.Vocabulary;
import dsc.workbench.loopback.Token;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.playground.Response;
import dsc.workbench.playground.SupervisorEndpoint;
import dsc.workbench.processes.Ports;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine.Help.Ansi;

/** What a prompt asks of a supervisor; alone, since commands look for clusters where a system property says. */
@Isolated
class PromptRequestsTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path home;

    private final StringWriter text = new StringWriter();
    private String homeBefore;

    @BeforeEach
    void moveHome() {
        homeBefore = System.setProperty("dsc.home", home.toString());
    }

    @AfterEach
    void goHome() {
        if (homeBefore == null) {
            System.clearProperty("dsc.home");
        } else {
            System.setProperty("dsc.home", homeBefore);
        }
    }

    private int prompt(String line) {
        PrintWriter out = new PrintWriter(text, true);
        Console console =
                new Console(out, out, false, Ansi.OFF, new Caller("../dsc", Optional.empty(), false).atPromptOf("two"));
        Clusters clusters = Clusters.of(home, console.caller(), Vocabulary.EXAMPLE);
        return new Prompt(clusters.running(null), clusters, Main.COMMAND_LINES).execute(console, line);
    }

    /** What each line asks the supervisor for. */
    private static final Map<String, String> REQUESTS = Map.ofEntries(
            Map.entry("add cart milk", "Call[function=add, key=cart, arguments=[milk], node=null, session=null]"),
            Map.entry("add n4", "Add[node=n4]"),
            Map.entry("add", "Add[node=null]"),
            Map.entry(
                    "remove cart 'oat milk'",
                    "Call[function=remove, key=cart, arguments=[oat milk], node=null, session=null]"),
            Map.entry("remove n2", "Remove[node=n2]"),
            Map.entry("read cart --node 2", "Call[function=read, key=cart, arguments=[], node=2, session=null]"),
            Map.entry("call add cart milk", "Call[function=add, key=cart, arguments=[milk], node=null, session=null]"),
            Map.entry("read cart --session me", "Call[function=read, key=cart, arguments=[], node=null, session=me]"),
            Map.entry("../dsc heal", "Heal[]"),
            Map.entry("HEAL", "Heal[]"),
            Map.entry("unpause n1", "Resume[nodes=[n1]]"),
            Map.entry("kill n1 n2", "Kill[nodes=[n1, n2], disk=false]"),
            Map.entry("kill 2 --disk", "Kill[nodes=[2], disk=true]"),
            Map.entry("partition --partial 1,n2", "PartialPartition[nodes=[n1, n2]]"),
            Map.entry("limp n1,n2", "Limp[nodes=[n1,n2]]"),
            Map.entry("slow n1 0.2s", "Slow[nodes=[n1], minMillis=200, maxMillis=200]"),
            Map.entry("lose n1 n2 20 %", "Lose[nodes=[n1, n2], percent=20]"),
            Map.entry("skew n1 -1.5 s", "Skew[node=n1, offsetMillis=-1500]"),
            Map.entry("clients 20", "Clients[perSecond=20]"),
            Map.entry("clients off", "Clients[perSecond=0]"));

    @Test
    void aLineAsksForWhatItsCommandAsks() throws IOException {
        List<String> asked = new ArrayList<>();
        ClusterEntry entry = new ClusterEntry("two", "crdt", home.resolve("runs/two"), 1, 0, null, 0, TOKEN, "")
                .supervisedBy(ProcessHandle.current());
        try (SupervisorEndpoint endpoint = endpoint(entry, asked)) {
            assertThat(endpoint).isNotNull();
            for (Map.Entry<String, String> line : REQUESTS.entrySet()) {
                int status = prompt(line.getKey());
                assertThat(status).as("%s: %s", line.getKey(), text).isZero();
                assertThat(asked).as(line.getKey()).last().isEqualTo(line.getValue());
            }
        }
        assertThat(asked).hasSameSizeAs(REQUESTS.entrySet());
        assertThat(text.toString()).contains("done; heal ends it");
    }

    /** Answers as a supervisor would, whatever it is asked. */
    private SupervisorEndpoint endpoint(ClusterEntry entry, List<String> asked) throws IOException {
        int port = new Ports().next();
        SupervisorEndpoint endpoint = new SupervisorEndpoint(new Token(entry.token()), port, request -> {
            asked.add(request.toString());
            return Response.of("done; ./dsc heal ends it", Map.of("outcome", "ok"));
        });
        new ClusterRegistry(home).enter(entry.listeningOn(port));
        return endpoint;
    }
}
