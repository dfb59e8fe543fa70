package dsc.workbench.protocol;

import java.util.Comparator;
import java.util.List;

/** Names that somebody may have meant. */
public final class Suggestions {

    private static final int DISTANCE_MAX = 2;

    private Suggestions() {}

    /** At most three of {@code names} within two edits of {@code typed}, or beginning like it; nearest first. */
    public static List<String> to(String typed, List<String> names) {
        return names.stream()
                .filter(name -> distance(typed, name) <= DISTANCE_MAX
                        || (!typed.isEmpty() && name.startsWith(typed))
                        || typed.startsWith(name))
                .sorted(Comparator.comparingInt(name -> distance(typed, name)))
                .limit(3)
                .toList();
    }

    /** Levenshtein's: insertions, deletions and substitutions. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            row[column] = column;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
