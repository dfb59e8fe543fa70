package dsc.workbench.playground;

import dsc.workbench.checkers.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a supervisor answers.
 *
 * @param lines for people, with picocli's colour markup
 * @param data for programs, as {@code --json} prints it
 */
public record Response(List<String> lines, Map<String, Object> data) {

    public static Response of(String line, Map<String, Object> data) {
        return new Response(List.of(line), data);
    }

    /** The verdict that the data carries; valid if it carries none. */
    public Verdict.Status verdict() {
        Object word = data.get("verdict");
        return word == null
                ? Verdict.Status.VALID
                : Verdict.Status.valueOf(word.toString().toUpperCase(Locale.ROOT));
    }
}
