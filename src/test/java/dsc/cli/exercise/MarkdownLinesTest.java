package dsc.cli.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownLinesTest {

    @Test
    void paragraphsFillTheTerminalAndTheRestStaysAsItIs() {
        String page = """
            # A title

            Several words that
            stand in two lines.

            - an item
            - another item

            | a | table |

            ```
            code    as it is
            ```
            """;

        assertThat(MarkdownLines.of(page, 24))
                .containsExactly(
                        "  # A title",
                        "",
                        "  Several words that",
                        "  stand in two lines.",
                        "",
                        "  - an item",
                        "  - another item",
                        "",
                        "  | a | table |",
                        "",
                        "  ```",
                        "  code    as it is",
                        "  ```");
        assertThat(MarkdownLines.of(page, 200)).contains("  Several words that stand in two lines.");
    }
}
