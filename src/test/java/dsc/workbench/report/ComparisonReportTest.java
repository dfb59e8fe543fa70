package dsc.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever names and texts hold, the page runs nothing. */
class ComparisonReportTest {

    private static final String HOSTILE = "</style><script>alert(1)</script><!-- {{table}} \"'&";

    @TempDir
    private Path directory;

    @Test
    void holdsAnyTextAndRunsNothing() throws Exception {
        Path file = directory.resolve("compare.html");
        ComparisonReport.write(
                new ComparisonRecord(
                        HOSTILE,
                        HOSTILE,
                        Map.of(HOSTILE, HOSTILE),
                        HOSTILE,
                        List.of(HOSTILE),
                        List.of(
                                new ComparisonRecord.Column(List.of(HOSTILE), HOSTILE),
                                new ComparisonRecord.Column(List.of("b"), "")),
                        List.of(
                                new ComparisonRecord.Row(
                                        HOSTILE,
                                        List.of(
                                                new ComparisonRecord.Cell("2", 2, 1, 3),
                                                ComparisonRecord.Cell.ofText(HOSTILE))),
                                new ComparisonRecord.Row(
                                        "verdict",
                                        List.of(
                                                ComparisonRecord.Cell.ofText("valid"),
                                                ComparisonRecord.Cell.ofText("–")))),
                        List.of(HOSTILE)),
                file);

        String html = Files.readString(file);
        assertThat(html)
                .doesNotContain("<script", "<!-- ", "{{policy}}", " style=")
                .contains("script-src 'none'", "chip valid", "width=\"66.67\"", "d=\"M33.33 5H100.00\"");
        assertThat(html.split("</style>", -1)).hasSize(2);
    }
}
