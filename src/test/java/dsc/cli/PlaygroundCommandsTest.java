package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.terminal.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands for a cluster in the background make of their arguments, without one. */
class PlaygroundCommandsTest {

    @ParameterizedTest
    @CsvSource({
        "up rafft, 'did you mean raft?'",
        "up raft --nodes 0, '--nodes is 1 to 8, not 0'",
        "up raft --journal paper, '--journal is h2, memory or postgres, not paper'",
        "up raft --name a/b, '1 to 40 letters, digits, dots'",
        "up raft --journal postgres --journal-url postgres://u:s3cret@h/d, 'put it into PGPASSWORD'",
        "run raft --journal postgres --journal-url jdbc:postgresql://h/d?password=x, 'put it into PGPASSWORD'",
        "up raft --conf missing.conf, '--conf missing.conf'",
        "up raft -Da..b=1, -Da..b names no configuration value",
        "up, SCENARIO",
        "up, SCENARIO",
        "up, 'raft             linearizable, exactly once'",
        "up consensus, 'is a concept; say which of its protocols: paxos, multipaxos, zab, raft'",
        "slow n1 fast, 'a delay looks like 200ms, 0.2s or 100ms-300ms, not fast'",
        "slow n1 200, 'a delay has a unit, such as 200ms or 200s'",
        "slow n1, DELAY",
        "lose n1 many, 'a share looks like 20% or 0.2, not many'",
        "lose n1 1, '1 may mean 1 % or all of them: say 1% or 100%'",
        "partition, NODES",
        "partition --partial n1, 'a partial partition is between two nodes, not one; such as: ./dsc partition"
                + " --partial'",
        "partition --partial 1 2 n3, 'is between two nodes, not 3; such as: ./dsc partition --partial n1 n2'",
        "partition --partial --one-way n1 n2, '--partial or --one-way, not both'",
        "run raft --seconds 0.5s, is not a whole number",
        "run raft --seconds 3s, --seconds 3 leaves no time for faults",
        "run raft --seconds=2000min, '--seconds is '",
        "run raft --faults Kil, 'did you mean kill?'",
        "down raft --all, '--all, or the name of one; not both'",
        "down raft --name two, 'two names: raft and --name two'",
        "skew n1 soon, 'an offset looks like +5s, -200ms or 0s, not soon'",
        "kill, NODE",
        "purge, 'name one cluster, or say --all'",
        "purge raft --all, 'name one cluster, or say --all'",
        "check, 'name a FILE, or say --last'",
        "check --last x.edn, '--last or files, not both'",
        "check x.edn, '--model is one of'",
        "report --last x, '--last or a directory, not both'",
        "run raft --gap-max 5, '--gap-max goes with --plan'",
        "run raft --plan x --faults kill, 'take one of them'"
    })
    void refuses(String arguments, String because) {
        Told.by(arguments.split(" ")).refused().saying(because);
    }

    @ParameterizedTest
    @CsvSource({
        "raft, './dsc up raft, ./dsc run raft, ./dsc simulate raft or ./dsc compare raft'",
        "consensus, 'is a concept; its protocols: paxos, multipaxos, zab, raft. ./dsc compare consensus runs all of"
                + " them'",
        "caching, 'is a concept, without a protocol yet'",
        "write x 1, 'as an operation of a cluster that is up: ./dsc call write x 1'",
        "statu, 'did you mean ./dsc status?'",
        "delay n1 200ms, 'did you mean ./dsc slow?'",
        "isolate n1, 'did you mean ./dsc partition?'",
        "partial n1 n2, 'did you mean ./dsc partition?'",
        "wipe n1, 'did you mean ./dsc kill?'",
        "destroy raft, 'did you mean ./dsc down or ./dsc purge?'",
        "xyzzy, './dsc --help shows all'"
    })
    void answersWhatIsNoCommand(String arguments, String because) {
        Told.by(arguments.split(" ")).refused().saying(because);
    }

    @ParameterizedTest
    @CsvSource({
        "help, --help",
        "help up, up --help",
        "help bench raft, bench raft --help",
        "HELP Up, up --help",
        "LIST, list",
        "ls, list",
        "version, --version",
        "help log, logs --help",
        "help ps, clusters --help",
        "unpause --help, resume --help",
        "start raft --help, up --help",
        "start n1 --help, restart --help",
        "--name two status --help, status --help",
        "--name=two status --help, status --help"
    })
    void takesWhatPeopleTypeElsewhere(String typed, String meant) {
        assertThat(Told.by(typed.split(" ")).ended(0).out())
                .isEqualTo(Told.by(meant.split(" ")).ended(0).out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill n1,n2",
                "kill 1 2",
                "slow n1 0.2s",
                "slow n1 n2 200 ms",
                "lose n1 0.2",
                "lose n1 20 %",
                "partition n1",
                "partition --partial 1,n2",
                "kill --disk leader",
                "skew n1 1.5 s",
                "down",
                "status",
                "logs 1,2 --tail 5",
                "restart all",
                "call write x 1"
            })
    void takesArgumentsAsPeopleTypeThem(String command) {
        // What is wrong is the cluster alone.
        Told.by(Stream.concat(Stream.of(command.split(" ")), Stream.of("--name=nobody"))
                        .toArray(String[]::new))
                .ended(2)
                .saying("dsc: there is no cluster \"nobody\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consensus", "distributedconsensus", "Consensus", "distributed-consensus", "raft", "RAFT"})
    void comparesAConceptByAnyOfItsNames(String concept) {
        Told.by("compare", concept, "--nodes", "0").refused().saying("--nodes is 1 to 8");
    }

    @Test
    void comparesNothingElse() {
        Told.by("compare", "consenus").refused().saying("there is no concept \"consenus\"; did you mean consensus?");
        Told.by("compare", "discovery").refused().saying("\"discovery\" has no protocol yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "logs", "kill n1", "call read x", "heal", "down"})
    void withoutThatClusterEachSaysWhatIsUp(String command) {
        Told.by(Stream.concat(Stream.of(command.split(" ")), Stream.of("--name", "nobody"))
                        .toArray(String[]::new))
                .ended(2)
                .saying("dsc: there is no cluster \"nobody\"");
    }

    @Test
    void aReportOfNothingIsRefused() {
        Told.by("report", "src").ended(2).saying("src holds no history.edn");
    }

    @Test
    void helpNamesEveryCommandThatIsNotHidden() {
        CommandLine line = new CommandLine(Main.class, new Main.Commands(Console.silent()));
        String help = Told.by().ended(0).out();
        line.getSubcommands().forEach((name, command) -> {
            boolean hidden = command.getCommandSpec().usageMessage().hidden();
            assertThat(help.lines().anyMatch(text -> text.startsWith("  " + name + " ")))
                    .as(name)
                    .isEqualTo(!hidden);
        });
    }

    @Test
    void completionIsAShellScript() {
        assertThat(Told.by("completion").ended(0).out())
                .contains("complete -F", "partition", "--one-way", "--partial", "--disk")
                .as("values as well")
                .contains("horizontal", "postgres", "one-way", "n8", "set-counter")
                .as("no hidden command, but an exercise that begins with its name")
                .doesNotContainPattern("supervise(?!-)");
    }

    @Test
    void aTableShowsWhatEachNodeIs() {
        Map<String, Object> leader = new LinkedHashMap<>(Map.of("role", "leader", "term", 3));
        leader.put("leader", "n1");
        leader.put("commitIndex", 17);
        Map<String, Object> status = Map.of(
                "nodes",
                List.of(
                        Map.of(
                                "node", "n1", "process", "running", "pid", 1234, "artery", 1, "http", 2, "state",
                                leader),
                        Map.of("node", "n2", "process", "running", "pid", 1235, "artery", 3, "http", 4),
                        Map.of("node", "n3", "process", "down", "artery", 5, "http", 6)));
        assertThat(StatusTable.nodes(status, 80).stream()
                        .map(line -> picocli.CommandLine.Help.Ansi.OFF.string(line))
                        .toList())
                .containsExactly(
                        "  node  pid   artery  http  role    term  leader  commitIndex",
                        "  n1    1234  1       2     leader  3     n1      17",
                        "  n2    1235  3       4     silent",
                        "  n3    -     5       6     down");
    }
}
