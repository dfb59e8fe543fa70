package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.playground.SupervisorClient;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dsc clusters}: all clusters of this user. */
@Command(
        name = "clusters",
        description = {
            "List all clusters that were started in the background and not ended for good: those that are up, those"
                    + " that died, and those whose journal was kept.",
            "Commands are about the only one that is up; where several are, --name or DSC_NAME says which."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ClustersCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final List<String> COLUMNS = List.of("name", "scenario", "nodes", "since", "state", "directory");
    private static final String UP = "up";

    private final Console console;

    @Option(names = "--json", description = "Print JSON, and nothing else.")
    private boolean json;

    ClustersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<ClusterEntry> entries = new ClusterRegistry(InstallDirectory.directory()).all();
        List<String> states = states(entries);
        if (json) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (int place = 0; place < entries.size(); place++) {
                all.add(asJson(entries.get(place), states.get(place)));
            }
            console.plain(JSON.writeValueAsString(all));
        } else if (entries.isEmpty()) {
            console.line("no cluster is up; ./dsc up " + Vocabulary.EXAMPLE + " starts one");
        } else {
            table(entries, states).forEach(console::line);
        }
        return 0;
    }

    /** One that does not answer keeps the others from nothing. */
    private static List<String> states(List<ClusterEntry> entries) throws InterruptedException {
        String[] states = new String[entries.size()];
        List<Thread> asking = new ArrayList<>();
        for (int place = 0; place < states.length; place++) {
            int of = place;
            asking.add(Thread.ofVirtual().start(() -> states[of] = state(entries.get(of))));
        }
        for (Thread thread : asking) {
            thread.join();
        }
        return List.of(states);
    }

    private static String state(ClusterEntry entry) {
        if (entry.isPutAside()) {
            return "down, journal kept";
        }
        if (entry.supervisor().isEmpty()) {
            return "died";
        }
        if (entry.port() == 0) {
            return "starting";
        }
        return new SupervisorClient(entry, late -> {}).answers(TIMEOUT) ? UP : "supervisor does not answer";
    }

    private static Map<String, Object> asJson(ClusterEntry entry, String state) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", entry.name());
        one.put("scenario", entry.scenario());
        one.put("nodes", nodes(entry));
        one.put("since", Instant.ofEpochMilli(entry.startedMillis()).toString());
        one.put("state", state);
        one.put("supervisor", entry.pid() == 0 ? null : entry.pid());
        one.put("directory", entry.directory().toString());
        return one;
    }

    /** How many it has, or had; -1 where its description is gone. */
    private static int nodes(ClusterEntry entry) {
        try {
            ClusterSpec spec = ClusterSpec.read(entry.directory());
            return spec.nodes() + spec.added().size();
        } catch (LauncherException gone) {
            return -1;
        }
    }

    private static List<String> table(List<ClusterEntry> entries, List<String> states) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        for (int place = 0; place < entries.size(); place++) {
            ClusterEntry entry = entries.get(place);
            int nodes = nodes(entry);
            rows.add(List.of(
                    entry.name(),
                    entry.scenario(),
                    nodes < 0 ? "?" : Integer.toString(nodes),
                    since(entry.startedMillis()),
                    states.get(place),
                    Shell.shown(entry.directory())));
        }
        int[] widths = new int[COLUMNS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length - 1; column++) {
                String text = row.get(column);
                String padding = " ".repeat(widths[column] - text.length() + 2);
                line.append(coloured(column, text, lines.isEmpty())).append(padding);
            }
            line.append(Markup.escaped(row.getLast()));
            lines.add(lines.isEmpty() ? "@|faint " + line + "|@" : line.toString());
        }
        return lines;
    }

    private static String coloured(int column, String text, boolean head) {
        if (head || !COLUMNS.get(column).equals("state")) {
            return text;
        }
        return (text.equals(UP) ? "@|green " : "@|yellow ") + text + "|@";
    }

    /** Today's time, or else the day as well. */
    private static String since(long millis) {
        LocalDateTime then = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault());
        return then.truncatedTo(ChronoUnit.DAYS).toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()))
                ? TIME.format(then)
                : DAY.format(then);
    }
}
