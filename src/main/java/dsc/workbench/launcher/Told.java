package dsc.workbench.launcher;

import java.util.List;
import java.util.Map;

/**
 * What a supervisor answers.
 *
 * @param lines for people, with picocli's colour markup
 * @param data for programs, as {@code --json} prints it
 */
record Told(List<String> lines, Map<String, Object> data) {

    static Told of(String line, Map<String, Object> data) {
        return new Told(List.of(line), data);
    }
}
