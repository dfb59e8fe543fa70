package dsc.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Evidence;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.report.RunRecord.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final String HOSTILE = "</script><script>alert(1)</script><!-- \u2028 $1 {{data}} \"'&\uD800";

    @TempDir
    Path folder;

    @Test
    void loadsNothingFromElsewhere() throws IOException {
        String html = written(SampleReports.valid());
        assertThat(html).doesNotContain("http://", "https://", "@import", "src=", "{{");
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void textsCannotBreakOutOfTheirPlaces() throws IOException {
        String html = written(hostile());
        assertThat(html).doesNotContain("<script>alert", "\uD800");
        assertThat(html.substring(html.indexOf("<script"))).doesNotContain("\u2028", "<!--");
        assertThat(html.split("<script", -1))
                .as("the data and the script, nothing else")
                .hasSize(3);
        assertThat(html.split("</script>", -1)).hasSize(3);
        JsonNode data = data(html);
        assertThat(data.get("keys").get(0).asText()).contains("alert(1)");
        assertThat(data.get("texts").toString()).contains("alert(1)");
        assertThat(data.get("faults").get(0).get("description").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void aRunInWhichNothingHappenedHasAReport() throws IOException {
        String html = written(SampleReports.empty());
        assertThat(html).contains("No operation completed", "No fault was injected.");
        JsonNode data = data(html);
        assertThat(data.get("operations").get("start")).isEmpty();
        assertThat(data.get("marks").isNull()).isTrue();
    }

    @Test
    void theVerdictAndFiguresStandInTheMarkup() throws IOException {
        String html = written(SampleReports.valid());
        String markup = html.substring(html.indexOf("<body>"), html.indexOf("<script"));
        assertThat(markup)
                .contains("<span>valid</span>", "class=\"summary valid\"")
                .contains("Every one of the 3 keys&#39; histories")
                .contains("862 ms")
                .contains("./dsc run raft --seed 8214775501")
                .contains("no message was sent on the link");
    }

    @Test
    void evidenceIsToldInWords() throws IOException {
        List<Event> events = List.of(
                event(0, Event.Type.INVOKE, "write", 1L, 10),
                event(0, Event.Type.OK, "write", 1L, 20),
                event(1, Event.Type.INVOKE, "read", null, 30),
                event(1, Event.Type.OK, "read", 7L, 40),
                event(2, Event.Type.INVOKE, "cas", List.of(3L, 4L), 41),
                event(2, Event.Type.OK, "cas", List.of(3L, 4L), 44));
        History history = History.of(events);
        Evidence evidence = new Evidence(
                "k1",
                history.operations().subList(0, 1),
                "1",
                // as a checker numbers them that has looked at a part of the history
                History.of(events.subList(2, 6)).operations());
        String html = written(run(history, Verdict.invalid("k1 has no order", evidence), List.of(), List.of()));
        assertThat(html)
                .contains("No single copy of <code>k1</code> could have answered like this")
                .contains("<code>write k1 1</code>", "<code>read k1 → 7</code>", "<code>cas k1 [3 4]</code>")
                .contains("was told 7, but k1 is 1", "succeeded, yet it expects 3, and k1 is 1")
                .contains("data-operation=\"2\"");
        JsonNode marks = data(html).get("marks");
        assertThat(marks.get("ordered").toString()).isEqualTo("[0]");
        assertThat(marks.get("stuck").toString()).isEqualTo("[1,2]");
    }

    @Test
    void evidenceOfABrokenRuleSaysTheRule() throws IOException {
        History history = History.of(List.of(
                event(0, Event.Type.INVOKE, "write", 1L, 10),
                event(0, Event.Type.OK, "write", 1L, 20),
                event(1, Event.Type.INVOKE, "write", 2L, 30),
                event(1, Event.Type.OK, "write", 2L, 40)));
        Evidence evidence = new Evidence(
                null,
                history.operations().subList(0, 1),
                "written by n1",
                history.operations().subList(1, 2),
                "n1 & n2 take turns.");
        String html = written(run(history, Verdict.invalid("out of turn", evidence), List.of(), List.of()));
        assertThat(html)
                .contains("This breaks the rule", "n1 &amp; n2 take turns.", "This must not follow")
                .doesNotContain("No single copy");
    }

    @Test
    void theLinearizabilityCheckersEvidenceIsFoundInTheHistory() throws IOException {
        RunRecord invented = SampleReports.invalid();
        Verdict verdict = Linearizability.of(Models.CAS_REGISTER).check(invented.history(), Duration.ofSeconds(20));
        assertThat(verdict.evidence()).isPresent();
        String html = written(run(invented.history(), verdict, List.of(), List.of()));
        assertThat(html).contains("No single copy of <code>k1</code>").doesNotContain("data-operation=\"-1\"");
    }

    @Test
    void operationsAreColumnsInMicroseconds() throws IOException {
        History history = History.of(List.of(
                event(0, Event.Type.INVOKE, "write", 1L, 1_000_000),
                event(0, Event.Type.INFO, "write", null, 3_500_000),
                event(5, Event.Type.INVOKE, "read", null, 4_000_000)));
        JsonNode operations = data(written(run(history, Verdict.valid("fine"), List.of(), List.of())))
                .get("operations");
        assertThat(operations.get("start").toString()).isEqualTo("[1000,3000]");
        assertThat(operations.get("duration").toString()).isEqualTo("[2500,-1]");
        assertThat(operations.get("outcome").toString()).isEqualTo("[2,2]");
    }

    @Test
    void equalSamplesInARowAreOne() throws IOException {
        List<Sample> samples = List.of(
                new Sample("n1", 0, "follower", 1, Map.of("log", "0")),
                new Sample("n1", 1_000_000, "follower", 1, Map.of("log", "0")),
                new Sample("n1", 2_000_000, "leader", 2, Map.of("log", "0")));
        JsonNode row = data(written(run(History.of(List.of()), Verdict.valid("fine"), List.of(), samples)))
                .get("samples")
                .get("byNode")
                .get(0);
        assertThat(row.toString()).isEqualTo("[[0,0,1,0,\"0\"],[2000,1,2,0,\"0\"]]");
    }

    @Test
    void thirtyThousandOperationsStayCompact() throws IOException {
        Path file = folder.resolve("report.html");
        HtmlReport.write(SampleReports.big(), file);
        assertThat(Files.size(file)).isLessThan(2_000_000);
    }

    @Test
    void longValuesAreCut() throws IOException {
        List<Long> many = LongStream.range(0, 5_000).boxed().toList();
        History history = History.of(List.of(
                event(0, Event.Type.INVOKE, "read", null, 1_000), event(0, Event.Type.OK, "read", many, 2_000)));
        Evidence evidence = new Evidence(null, List.of(), Edn.print(many), history.operations());
        Path file = folder.resolve("long.html");
        HtmlReport.write(run(history, Verdict.invalid("no order", evidence), List.of(), List.of()), file);
        String html = Files.readString(file);
        assertThat(html).contains("[0 1 2").doesNotContain("4998 4999");
    }

    private String written(RunRecord run) throws IOException {
        Path file = folder.resolve("report.html");
        HtmlReport.write(run, file);
        return Files.readString(file);
    }

    private static JsonNode data(String html) throws IOException {
        Matcher found = Pattern.compile("<script type=\"application/json\" id=\"run\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(found.find()).isTrue();
        return new JsonMapper().readTree(found.group(1));
    }

    private static RunRecord hostile() {
        History history = History.of(List.of(
                new Event(0, Event.Type.INVOKE, HOSTILE, HOSTILE, HOSTILE, 1, null),
                new Event(0, Event.Type.INFO, HOSTILE, HOSTILE, null, 2, HOSTILE)));
        return new RunRecord(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(HOSTILE),
                Map.of(HOSTILE, HOSTILE),
                HOSTILE,
                Verdict.invalid(HOSTILE, new Evidence(HOSTILE, history.operations(), HOSTILE, history.operations())),
                new Figures(0, 0, 1, 0, -1, -1, -1, -1),
                Map.of(HOSTILE, 7L),
                history,
                List.of(new FaultBand(HOSTILE, HOSTILE, List.of(HOSTILE), 0, 1, false, HOSTILE)),
                List.of(new Sample(HOSTILE, 1, HOSTILE, 1, Map.of(HOSTILE, HOSTILE))),
                List.of(HOSTILE));
    }

    private static RunRecord run(History history, Verdict verdict, List<FaultBand> faults, List<Sample> samples) {
        return new RunRecord(
                "register",
                "Consistency models",
                "One copy.",
                List.of("n1"),
                Map.of(),
                "./dsc run register",
                verdict,
                new Figures(0, 0, 0, 0, -1, -1, -1, -1),
                Map.of(),
                history,
                faults,
                samples,
                List.of());
    }

    private static Event event(long process, Event.Type type, String function, Object value, long nanos) {
        return new Event(process, type, function, "k1", value, nanos, null);
    }
}
