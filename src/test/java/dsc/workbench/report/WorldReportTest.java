package dsc.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Evidence;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.WorldRecord.Kind;
import dsc.workbench.report.WorldRecord.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldReportTest {

    private static final String HOSTILE = "</script><script>alert(1)</script><!-- \u2028 $1 {{data}} \"'&\uD800";

    @TempDir
    Path folder;

    @Test
    void loadsNothingFromElsewhere() throws IOException {
        String html = written(SampleWorlds.splitBrain());
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
        assertThat(data.get("places").get(0).asText()).contains("alert(1)");
        assertThat(data.get("types").get(0).asText()).contains("alert(1)");
        assertThat(data.get("texts").toString()).contains("alert(1)");
        assertThat(data.get("faults").get(0).get("description").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void aWorldInWhichNothingHappenedHasAReport() throws IOException {
        String html = written(SampleWorlds.empty());
        assertThat(html).contains("Nothing happened.", "No fault was injected.", "No condition was counted.");
        JsonNode data = data(html);
        assertThat(data.get("steps").get("at")).isEmpty();
        assertThat(data.get("violation").asInt()).isEqualTo(-1);
    }

    @Test
    void whatReplaysTheWorldStandsInTheMarkup() throws IOException {
        String markup = markup(written(SampleWorlds.splitBrain()));
        assertThat(markup)
                .contains("<span>invalid</span>", "class=\"summary invalid\"")
                .contains("n1 became leader of term 2, of which n2 is leader.")
                .contains("./dsc world raft --seed 8214775501")
                .contains("9f2c41d07be35a6688e0")
                .contains("n1 | n2 n3");
    }

    @Test
    void conditionsThatWereNeverMetAreMarked() throws IOException {
        WorldRecord invalid = SampleWorlds.splitBrain();
        WorldRecord valid = new WorldRecord(
                invalid.scenario(),
                invalid.concept(),
                invalid.guarantee(),
                invalid.nodes(),
                invalid.clients(),
                invalid.parameters(),
                invalid.command(),
                invalid.hash(),
                Verdict.valid("fine"),
                invalid.steps(),
                -1,
                invalid.faults(),
                invalid.sometimes(),
                invalid.notes());
        assertThat(markup(written(invalid)))
                .as("what breaks shows, whatever else it tested")
                .doesNotContain("never came about");
        assertThat(markup(written(valid)))
                .contains("2 of 5 <a href=\"#sometimes\">conditions</a> never came about")
                .contains("<tr class=\"never\"><td>a vote is refused</td><td class=\"number\">never</td></tr>")
                .contains("<tr><td>a leader is elected</td><td class=\"number\">3</td></tr>");
        assertThat(markup(written(world(List.of(), -1, Verdict.valid("fine"))))).doesNotContain("never came about");
    }

    @Test
    void aFaultsLinkShowsItsTime() throws IOException {
        assertThat(markup(written(SampleWorlds.splitBrain())))
                .contains("href=\"#t=0-0.129\"", "href=\"#t=0.063-0.091\"");
    }

    @Test
    void stepsAreColumns() throws IOException {
        List<Step> steps = List.of(
                new Step(1_500, Kind.SEND, "n1", "n2", "Vote", "Vote[1]", 7, "leader"),
                new Step(2_500, Kind.RECEIVE, "n2", "n1", "Vote", "Vote[1]", 7, null),
                new Step(2_500, Kind.VIOLATION, null, null, null, null, -1, null),
                new Step(2_600, Kind.HANDLE, "harness", null, "Tick", "leader", -1, null));
        JsonNode data = data(written(world(steps, 2, Verdict.invalid("two leaders"))));
        assertThat(data.get("places").toString()).isEqualTo("[\"n1\",\"n2\",\"c1\",\"harness\"]");
        assertThat(data.get("nodes").asInt()).isEqualTo(2);
        assertThat(data.get("clients").asInt()).isEqualTo(1);
        assertThat(data.get("kinds").get(Kind.VIOLATION.ordinal()).asText()).isEqualTo("violation");
        assertThat(data.get("types").toString()).isEqualTo("[\"Vote\",\"Tick\"]");
        assertThat(data.get("texts").toString()).isEqualTo("[\"Vote[1]\",\"leader\"]");
        assertThat(data.get("violation").asInt()).isEqualTo(2);
        JsonNode columns = data.get("steps");
        assertThat(columns.get("at").toString()).isEqualTo("[1500,1000,0,100]");
        assertThat(columns.get("kind").toString())
                .isEqualTo("[" + Kind.SEND.ordinal() + "," + Kind.RECEIVE.ordinal() + "," + Kind.VIOLATION.ordinal()
                        + "," + Kind.HANDLE.ordinal() + "]");
        assertThat(columns.get("place").toString()).isEqualTo("[0,1,-1,3]");
        assertThat(columns.get("peer").toString()).isEqualTo("[1,0,-1,-1]");
        assertThat(columns.get("type").toString()).isEqualTo("[0,0,-1,1]");
        assertThat(columns.get("text").toString()).isEqualTo("[0,0,-1,1]");
        assertThat(columns.get("message").toString()).isEqualTo("[7,7,-1,-1]");
        assertThat(columns.get("state").toString()).isEqualTo("[1,-1,-1,-1]");
    }

    @Test
    void evidenceIsFoundAmongTheSteps() throws IOException {
        assertThat(markup(written(SampleWorlds.staleRead())))
                .contains("No single copy of <code>k1</code> could have answered like this")
                .contains("data-step=\"0\"", "data-step=\"2\"", "data-step=\"3\"")
                .contains("<span class=\"when\">c2, 0.000000030 s – 0.000000040 s");
    }

    @Test
    void aHundredThousandStepsStayCompact() throws IOException {
        Path file = folder.resolve("report.html");
        WorldReport.write(InventedWorld.record(11, 100_000, true), file);
        assertThat(Files.size(file)).isLessThan(6_000_000);
    }

    @Test
    void longTextsAreCut() throws IOException {
        List<Step> steps =
                List.of(new Step(0, Kind.HANDLE, "n1", null, "Tick", "x".repeat(50_000), -1, "y".repeat(50_000)));
        Path file = folder.resolve("long.html");
        WorldReport.write(world(steps, -1, Verdict.valid("fine")), file);
        String data = data(Files.readString(file)).toString();
        assertThat(data).contains("x".repeat(500), "y".repeat(500)).hasSizeLessThan(5_000);
    }

    @Test
    void aViolationThatIsNoStepIsNone() throws IOException {
        JsonNode data = data(written(world(List.of(invoke("c1", 1)), 5, Verdict.invalid("no progress"))));
        assertThat(data.get("violation").asInt()).isEqualTo(-1);
    }

    @Test
    void aTemplateMustNotNameWhatDoesNotExist() {
        assertThat(Page.fill("<p>{{one}}</p>", Map.of("one", "{{two}} $1"))).isEqualTo("<p>{{two}} $1</p>");
        assertThatThrownBy(() -> Page.fill("{{three}}", Map.of("one", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{{three}}");
    }

    private String written(WorldRecord world) throws IOException {
        Path file = folder.resolve("report.html");
        WorldReport.write(world, file);
        return Files.readString(file);
    }

    private static String markup(String html) {
        return html.substring(html.indexOf("<body>"), html.indexOf("<script"));
    }

    private static JsonNode data(String html) throws IOException {
        Matcher found = Pattern.compile("<script type=\"application/json\" id=\"world\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(found.find()).isTrue();
        return new JsonMapper().readTree(found.group(1));
    }

    private static WorldRecord hostile() {
        Step step = new Step(1, Kind.SEND, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE);
        History history = History.of(List.of(new Event(0, Event.Type.INVOKE, HOSTILE, HOSTILE, HOSTILE, 1, null)));
        return new WorldRecord(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(HOSTILE),
                List.of(HOSTILE),
                Map.of(HOSTILE, HOSTILE),
                HOSTILE,
                HOSTILE,
                Verdict.invalid(HOSTILE, new Evidence(HOSTILE, history.operations(), HOSTILE, history.operations())),
                List.of(step),
                0,
                List.of(new FaultBand(HOSTILE, HOSTILE, List.of(HOSTILE), 0, 1, false, HOSTILE)),
                Map.of(HOSTILE, 0L),
                List.of(HOSTILE));
    }

    private static WorldRecord world(List<Step> steps, int violation, Verdict verdict) {
        return new WorldRecord(
                "register",
                "Consistency models",
                "One copy.",
                List.of("n1", "n2"),
                List.of("c1"),
                Map.of(),
                "./dsc world register",
                "0",
                verdict,
                steps,
                violation,
                List.of(),
                Map.of(),
                List.of());
    }

    private static Step invoke(String client, long nanos) {
        return new Step(nanos, Kind.INVOKE, client, null, "read", "read k1", -1, null);
    }
}
