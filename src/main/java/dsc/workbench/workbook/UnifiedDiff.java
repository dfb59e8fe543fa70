package dsc.workbench.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The difference of two texts as {@code diff -u} shows it: the shortest edit script, with three lines around. */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    private final List<String> lines = new ArrayList<>();

    /** A line of the edit script: {@code ' '}, {@code '-'} or {@code '+'}. */
    private record Entry(char sign, String text, int oldLine, int newLine) {}

    private UnifiedDiff() {}

    /** Lines, without their ends; none if the texts are equal. */
    public static List<String> of(String oldName, String oldText, String newName, String newText) {
        if (oldText.equals(newText)) {
            return List.of();
        }
        UnifiedDiff diff = new UnifiedDiff();
        diff.lines.add("--- " + oldName);
        diff.lines.add("+++ " + newName);
        diff.addHunks(script(oldText.lines().toList(), newText.lines().toList()));
        return diff.lines;
    }

    private static List<Entry> script(List<String> before, List<String> after) {
        int start = 0;
        while (start < Math.min(before.size(), after.size())
                && before.get(start).equals(after.get(start))) {
            start++;
        }
        int oldEnd = before.size();
        int newEnd = after.size();
        while (oldEnd > start && newEnd > start && before.get(oldEnd - 1).equals(after.get(newEnd - 1))) {
            oldEnd--;
            newEnd--;
        }
        int[][] common = common(before.subList(start, oldEnd), after.subList(start, newEnd));
        List<Entry> script = new ArrayList<>();
        for (int line = 0; line < start; line++) {
            script.add(new Entry(' ', before.get(line), line, line));
        }
        int left = start;
        int right = start;
        while (left < oldEnd || right < newEnd) {
            if (left < oldEnd && right < newEnd && before.get(left).equals(after.get(right))) {
                script.add(new Entry(' ', before.get(left), left++, right++));
            } else if (left < oldEnd
                    && (right == newEnd
                            || common[left + 1 - start][right - start] >= common[left - start][right + 1 - start])) {
                script.add(new Entry('-', before.get(left), left++, right));
            } else {
                script.add(new Entry('+', after.get(right), left, right++));
            }
        }
        for (; left < before.size(); left++, right++) {
            script.add(new Entry(' ', before.get(left), left, right));
        }
        return script;
    }

    /** The length of the longest common subsequence of what follows each pair of lines. */
    private static int[][] common(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int left = before.size() - 1; left >= 0; left--) {
            for (int right = after.size() - 1; right >= 0; right--) {
                common[left][right] = before.get(left).equals(after.get(right))
                        ? common[left + 1][right + 1] + 1
                        : Math.max(common[left + 1][right], common[left][right + 1]);
            }
        }
        return common;
    }

    private void addHunks(List<Entry> script) {
        int index = 0;
        while (index < script.size()) {
            if (script.get(index).sign() == ' ') {
                index++;
                continue;
            }
            int from = Math.max(0, index - CONTEXT);
            int end = index;
            // Changes with few lines between them share a hunk.
            for (int at = index; at < script.size() && at - end <= 2 * CONTEXT; at++) {
                end = script.get(at).sign() == ' ' ? end : at;
            }
            int to = Math.min(script.size(), end + 1 + CONTEXT);
            addHunk(script.subList(from, to));
            index = end + 1;
        }
    }

    private void addHunk(List<Entry> hunk) {
        long olds = hunk.stream().filter(entry -> entry.sign() != '+').count();
        long news = hunk.stream().filter(entry -> entry.sign() != '-').count();
        lines.add(String.format(
                Locale.ROOT,
                "@@ -%d,%d +%d,%d @@",
                hunk.getFirst().oldLine() + (olds == 0 ? 0 : 1),
                olds,
                hunk.getFirst().newLine() + (news == 0 ? 0 : 1),
                news));
        hunk.forEach(entry -> lines.add(entry.sign() + entry.text()));
    }
}
