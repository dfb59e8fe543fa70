package dsc.workbench.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.workbench.benchmarks.ComparisonRun.Compared;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.Figure;
import dsc.workbench.protocol.Words;
import dsc.workbench.runs.RunDirectory;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows the result of a comparison: as a table, in files, as JSON. */
public final class ComparisonReporter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ComparisonOptions options;
    private final RunDirectory directory;

    public ComparisonReporter(ComparisonOptions options, RunDirectory directory) {
        this.options = options;
        this.directory = directory;
    }

    /** The worst verdict of the columns whose protocols tolerate the faults; valid, if there is none. */
    public static Verdict.Status worst(List<Compared> all) {
        Verdict.Status worst = Verdict.Status.VALID;
        for (Compared one : all) {
            if (one.column().tolerated()) {
                worst = worst.worse(one.status());
            }
        }
        return worst;
    }

    /** Writes {@code compare.html} and {@code result.json}. */
    public void write(List<Compared> all) throws IOException {
        PrivateFiles.write(directory.result(), JSON.writeValueAsBytes(asMap(all)));
        TablePage.write(
                table(all),
                options.title(),
                options.isSimulated()
                        ? "Each column is the sum of the same " + String.format(Locale.ROOT, "%,d", options.worlds())
                                + " simulated worlds."
                        : "Each column is a live run, with the same clients, operations and kinds of faults.",
                parameters(),
                options.command(),
                all.stream()
                        .map(one -> TablePage.address(
                                directory.path(),
                                one.report().map(Path::toString).orElse(null)))
                        .toList(),
                notes(all),
                page());
    }

    /** What was promised, since a verdict says only whether that was kept; then what was not. */
    private static List<String> notes(List<Compared> all) {
        Map<String, List<String>> promises = new LinkedHashMap<>();
        all.forEach(one -> promises.computeIfAbsent(one.guarantee().summary(), promise -> new ArrayList<>())
                .add(one.column().name()));
        List<String> notes = new ArrayList<>();
        promises.forEach((promise, names) -> notes.add("promised by " + String.join(", ", names) + ": " + promise));
        all.stream()
                .filter(one -> one.status() != Verdict.Status.VALID)
                .map(one -> one.column().name() + " is " + one.status() + ": " + one.reason())
                .forEach(notes::add);
        return notes;
    }

    public void show(List<Compared> all, Console console) {
        console.plain("");
        with().forEach((option, classes) -> console.line("@|yellow " + option + "|@  " + Markup.escaped(classes)));
        table(all).lines(console.columns()).forEach(console::plain);
        console.plain("");
        console.line("  report   " + Shell.shown(page()));
        firstInvalid(all).ifPresent(check -> {
            console.line("  worlds   " + Shell.shown(directory.path().resolve(ComparedWorlds.DIRECTORY))
                    + " has the first that each checker found invalid");
            console.line("  see why  " + check);
        });
        console.line("  repeat   " + options.command());
    }

    /** The command that shows why a checker found a world invalid. */
    private Optional<String> firstInvalid(List<Compared> all) {
        for (Compared one : all) {
            for (Checker checker : one.column().alsoChecked()) {
                Path history =
                        ComparedWorlds.history(directory.path(), one.column().name(), checker.name());
                if (Files.exists(history)) {
                    return Optional.of("./dsc check --model " + checker.name() + " " + Shell.shown(history));
                }
            }
        }
        return Optional.empty();
    }

    private Path page() {
        return directory.path().resolve("compare.html");
    }

    private static Table table(List<Compared> all) {
        return new Table(
                List.of(""),
                all.stream()
                        .map(one -> Table.Column.of(List.of(one.column().name()), one.figures()))
                        .toList());
    }

    private Map<String, String> parameters() {
        NodeOptions nodes = options.columns().getFirst().nodes();
        Map<String, String> parameters = new LinkedHashMap<>(with());
        parameters.put("nodes", Integer.toString(nodes.count()));
        parameters.put("clients", Integer.toString(options.load().clients()));
        parameters.put("keys", Integer.toString(options.load().keys()));
        parameters.put("seconds", Integer.toString(options.seconds()));
        parameters.put("rate", options.load().rateText());
        parameters.put("faults", Words.list(options.faults(), ", "));
        if (options.isSimulated()) {
            parameters.put("worlds", "seeds " + options.seed() + " to " + (options.seed() + options.worlds() - 1));
        } else {
            parameters.put("seed", Long.toString(options.seed()));
            parameters.put("journal", nodes.journal().text());
            parameters.put("tls", nodes.tls() ? "yes" : "no");
            parameters.put("machine", Machine.description());
        }
        return parameters;
    }

    /** Whose classes some columns have, if these are not the product's. */
    private Map<String, String> with() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (ComparisonOptions.Column column : options.columns()) {
            column.nodes()
                    .edited()
                    .ifPresent(classes -> columns.computeIfAbsent(classes.toString(), none -> new ArrayList<>())
                            .add(column.name()));
        }
        String all = columns.entrySet().stream()
                .map(one -> one.getKey() + " (" + String.join(", ", one.getValue()) + ")")
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Map.of() : Map.of(NodeOptions.WITH, all);
    }

    /** What {@code --json} prints; numbers are plain, and durations are in microseconds. */
    public Map<String, Object> asMap(List<Compared> all) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("concept", options.subject());
        with().forEach((option, classes) -> body.put("with", classes));
        body.put("command", options.command());
        body.put("report", page().toString());
        Map<String, String> units = new LinkedHashMap<>();
        Map<String, Object> each = new LinkedHashMap<>();
        for (Compared one : all) {
            Map<String, Object> figures = new LinkedHashMap<>();
            for (Figure figure : one.figures()) {
                switch (figure) {
                    case Figure.Word word -> figures.put(word.name(), word.text());
                    case Figure.Number number -> {
                        figures.put(number.name(), Table.finite(number.value()));
                        units.put(number.name(), number.unit().name().toLowerCase(Locale.ROOT));
                    }
                }
            }
            figures.put("guarantee", one.guarantee().summary());
            figures.put("verdict", one.status().toString());
            figures.put("reason", one.reason());
            one.report()
                    .ifPresent(report ->
                            figures.put("directory", report.getParent().toString()));
            each.put(one.column().name(), figures);
        }
        body.put("units", units);
        body.put("protocols", each);
        return body;
    }

    /** Several comparisons as JSON, or one. */
    public static String json(List<Map<String, Object>> bodies) throws IOException {
        return JSON.writeValueAsString(bodies.size() == 1 ? bodies.getFirst() : new ArrayList<>(bodies));
    }
}
