package dsc.workbench.batch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What one hand-in came to, as it stands in the table.
 *
 * @param fingerprint of all that decides: files, seeds, exercise, program
 * @param status {@code passed}, {@code broken} or {@code not judged}
 * @param partsPassed of {@code parts}
 * @param tries in how many worlds and trials all was well
 * @param kind what it did, if it did not pass
 * @param rule that was broken
 * @param seed of the world in which it was
 * @param reason in a sentence
 * @param seconds how long judging took
 * @param ignored files that were handed in besides
 */
@JsonPropertyOrder({"submission", "status", "partsPassed", "parts", "tries", "kind", "rule", "seed", "reason"})
public record GradeRow(
        String submission,
        String status,
        int partsPassed,
        int parts,
        int tries,
        String kind,
        String rule,
        long seed,
        String reason,
        double seconds,
        List<String> ignored,
        String fingerprint) {

    static final String HEAD = "submission,status,parts passed,parts,tries,kind,rule,seed,reason";

    public GradeRow {
        ignored = List.copyOf(ignored);
    }

    /** One line (RFC 4180). What may differ from one run to the next, such as seconds, is not in it. */
    String csv() {
        return String.join(
                ",",
                quoted(submission),
                status,
                Integer.toString(partsPassed),
                Integer.toString(parts),
                Integer.toString(tries),
                kind,
                quoted(rule),
                seed == 0 ? "" : Long.toString(seed),
                quoted(reason));
    }

    /** A spreadsheet takes what begins so for a formula. */
    private static String quoted(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}]+", " ");
        String harmless = plain.matches("(?s)[=+@-].*") ? "'" + plain : plain;
        return harmless.matches("(?s).*[\",].*") ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
