package dsc.workbench.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.benchmarks.RaftBench.Round;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tells what a {@link RaftBench} came to: as a table, in a file, as JSON. */
public final class BenchReporter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final BenchOptions options;
    private final RunDirectory directory;
    private final Console console;

    public BenchReporter(BenchOptions options, RunDirectory directory, Console console) {
        this.options = options;
        this.directory = directory;
        this.console = console;
    }

    /** @param json whether all that is printed is the result as JSON */
    public void tell(RaftBench.Result result, boolean json) throws IOException {
        Map<String, Object> body = asMap(result);
        PrivateFiles.write(directory.result(), JSON.writeValueAsBytes(body));
        if (json) {
            console.plain(JSON.writeValueAsString(body));
            return;
        }
        console.line(String.format(
                Locale.ROOT,
                "@|bold raft|@: committed writes of %d bytes; %d nodes, journal %s, the client in the leader's JVM",
                RaftBench.VALUE_BYTES,
                options.nodes(),
                options.journal().kind()));
        console.line(String.format(Locale.ROOT, "  @|faint machine|@  %s", machine()));
        console.line(String.format(Locale.ROOT, "  @|faint nodes|@    %s", String.join(" ", result.flags())));
        console.line(String.format(
                Locale.ROOT,
                "  @|faint rounds|@   %d of %d s each, after %d s of warm-up; medians, and the least and the most of"
                        + " the rounds",
                options.rounds(),
                options.seconds(),
                options.warmUpSeconds()));
        console.line("");
        console.line(String.format(
                Locale.ROOT,
                "@|bold %11s  %10s  %19s  %9s  %19s  %9s  %19s  %9s|@",
                "outstanding",
                "writes/s",
                "",
                "p50",
                "",
                "p99",
                "",
                "CPU/write"));
        result.rounds().forEach((outstanding, rounds) -> console.plain(row(outstanding, rounds)));
        console.line("");
        result.repeated().forEach(repeated -> console.line("@|yellow repeated|@  " + repeated));
        console.line("  result   " + Shell.shown(directory.result()));
        console.line("  repeat   " + options.command());
    }

    static String inWords(Round round) {
        return String.format(
                Locale.ROOT,
                "%s writes/s, p50 %s, p99 %s, %s of the cores a write",
                whole(round.perSecond()),
                duration(round.p50Micros()),
                duration(round.p99Micros()),
                duration(round.cpuMicros()));
    }

    private static String row(int outstanding, List<Round> rounds) {
        Spread perSecond = Spread.of(rounds, Round::perSecond);
        Spread p50 = Spread.of(rounds, Round::p50Micros);
        Spread p99 = Spread.of(rounds, Round::p99Micros);
        return String.format(
                Locale.ROOT,
                "%,11d  %10s  %19s  %9s  %19s  %9s  %19s  %9s",
                outstanding,
                whole(perSecond.median()),
                whole(perSecond.least()) + "–" + whole(perSecond.most()),
                duration(p50.median()),
                duration(p50.least()) + "–" + duration(p50.most()),
                duration(p99.median()),
                duration(p99.least()) + "–" + duration(p99.most()),
                duration(Spread.of(rounds, Round::cpuMicros).median()));
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String duration(double micros) {
        return micros < 1_000
                ? String.format(Locale.ROOT, "%.0f µs", micros)
                : String.format(Locale.ROOT, "%.1f ms", micros / 1_000);
    }

    public static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version());
    }

    private Map<String, Object> asMap(RaftBench.Result result) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("bench", "raft");
        body.put("command", options.command());
        body.put("machine", machine());
        body.put("nodes", options.nodes());
        body.put("journal", options.journal().kind());
        body.put("valueBytes", RaftBench.VALUE_BYTES);
        body.put("warmUpSeconds", options.warmUpSeconds());
        body.put("jvmFlags", result.flags());
        body.put("repeated", result.repeated());
        List<Map<String, Object>> loads = new ArrayList<>();
        result.rounds().forEach((outstanding, rounds) -> loads.add(load(outstanding, rounds)));
        body.put("loads", loads);
        return body;
    }

    private static Map<String, Object> load(int outstanding, List<Round> rounds) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("outstanding", outstanding);
        load.put("writesPerSecond", Spread.of(rounds, Round::perSecond));
        load.put("p50Micros", Spread.of(rounds, Round::p50Micros));
        load.put("p99Micros", Spread.of(rounds, Round::p99Micros));
        load.put("cpuMicros", Spread.of(rounds, Round::cpuMicros));
        load.put("rounds", rounds);
        return load;
    }

    /** Of the rounds of one load. */
    public record Spread(double median, double least, double most) {

        /** @param rounds one or more */
        public static <R> Spread of(List<R> rounds, ToDoubleFunction<R> figure) {
            double[] ascending = rounds.stream().mapToDouble(figure).sorted().toArray();
            int middle = ascending.length / 2;
            double median =
                    ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
            return new Spread(median, ascending[0], ascending[ascending.length - 1]);
        }
    }
}
