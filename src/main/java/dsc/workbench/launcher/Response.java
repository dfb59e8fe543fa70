package dsc.workbench.launcher;

import java.util.List;
import java.util.Map;

/**
 * What a supervisor answers.
 *
 * @param lines for people, with picocli's colour markup
 * @param data for programs, as {@code --json} prints it
 */
record Response(List<String> lines, Map<String, Object> data) {

    static Response of(String line, Map<String, Object> data) {
        return new Response(List.of(line), data);
    }
}
