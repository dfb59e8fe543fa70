package dsc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a node's log its protocol and this program wrote, line by line as {@code conf/logback-node.xml} has them. Of
 * others, such as Pekko, only warnings and errors are among it.
 */
final class LogFilter {

    /** Time, level, logger; {@code d.c.f.c.raft.Raft} is a class of {@code dsc}, abbreviated. */
    private static final Pattern HEAD = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ([A-Z]+) +(\\S+) ");

    private boolean shows = true;
    private long left;

    /** Those to be shown. A line without a head, as of a stack trace, goes with the one before it. */
    List<String> of(List<String> lines) {
        List<String> shown = new ArrayList<>();
        for (String line : lines) {
            Matcher head = HEAD.matcher(line);
            if (head.lookingAt()) {
                shows = head.group(2).startsWith("d.")
                        || head.group(2).startsWith("dsc.")
                        || head.group(1).equals("WARN")
                        || head.group(1).equals("ERROR");
            }
            if (shows) {
                shown.add(line);
            } else {
                left++;
            }
        }
        return shown;
    }

    /** How many lines were left out until now. */
    long left() {
        return left;
    }
}
