package dsc.cli;

import dsc.workbench.playground.ClusterStatus;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A cluster's status as people see it, from the data that {@link ClusterStatus} made. */
public final class StatusTable {

    /** How many of a protocol's details beside role and term fit on a line; the leader is one of them. */
    private static final int DETAILS_MAX = 3;

    private static final String GAP = "  ";

    private static final List<String> ALWAYS = List.of("node", "pid", "role", "term", "leader");

    /** Where a node listens. */
    private static final List<String> PLACES = List.of("artery", "http");

    private StatusTable() {}

    /** @param columnsMax how wide lines may be, if need be without some of the columns */
    static List<String> lines(Map<String, Object> status, int columnsMax) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "@|bold %s|@  %s, up for %s  @|faint %s|@",
                status.get("name"),
                status.get("scenario").equals(status.get("name"))
                        ? "journal " + status.get("journal")
                        : status.get("scenario") + ", journal " + status.get("journal"),
                Format.duration(TimeUnit.MILLISECONDS.toNanos(number(status.get("upMillis")))),
                Shell.shown(java.nio.file.Path.of(String.valueOf(status.get("directory"))))));
        if (status.get("with") != null) {
            lines.add("@|yellow --with|@  " + Markup.escaped(String.valueOf(status.get("with")))
                    + ", as it was when the cluster was started");
        }
        lines.add("");
        lines.addAll(nodes(status, columnsMax));
        lines.add("");
        lines.addAll(faults(status));
        Map<String, Object> operations = map(status.get("operations"));
        lines.add(String.format(
                Locale.ROOT,
                "operations  %s ok, %s failed, %s unknown",
                operations.get("ok"),
                operations.get("failed"),
                operations.get("unknown")));
        Object perSecond = map(status.get("clients")).getOrDefault("perSecond", 0);
        if (!perSecond.equals(0)) {
            lines.add("clients     " + perSecond + " operations a second in the background");
        }
        for (Object note : list(status.get("notes"))) {
            lines.add("@|yellow note|@  " + Markup.escaped(String.valueOf(note)));
        }
        return lines;
    }

    /**
     * The table of nodes alone.
     *
     * @param columnsMax how wide lines may be, if need be without some of the columns
     */
    public static List<String> nodes(Map<String, Object> status, int columnsMax) {
        List<Map<String, String>> rows = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>(List.of("node", "pid", "artery", "http", "role"));
        List<Object> nodes = list(status.get("nodes"));
        boolean allFollow = nodes.stream()
                .map(node -> map(map(node).get("state")))
                .allMatch(state -> state.isEmpty() || state.get("leader") != null);
        for (Object node : nodes) {
            Map<String, String> row = row(map(node), allFollow ? DETAILS_MAX - 1 : DETAILS_MAX);
            rows.add(row);
            columns.addAll(row.keySet());
        }
        List<String> left = fitted(columns, rows, columnsMax);
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        columns.forEach(column -> head.append(GAP).append(padded(column, width(column, rows))));
        lines.add("@|faint " + head.toString().stripTrailing() + "|@");
        for (Map<String, String> row : rows) {
            lines.add(line(columns, row, rows));
        }
        if (!left.isEmpty()) {
            lines.add(
                    GAP + "@|faint without " + String.join(", ", left) + ": a wider terminal shows them, or --json|@");
        }
        return lines;
    }

    /** Leaves out what people miss least, until the rest fits; returns what that is. */
    private static List<String> fitted(Set<String> columns, List<Map<String, String>> rows, int columnsMax) {
        List<String> details = new ArrayList<>(columns);
        details.removeAll(ALWAYS);
        details.removeAll(PLACES);
        List<String> order = new ArrayList<>(PLACES);
        order.addAll(details.reversed());
        List<String> left = new ArrayList<>();
        while (columns.stream()
                                .mapToInt(column -> GAP.length() + width(column, rows))
                                .sum()
                        > columnsMax
                && left.size() < order.size()) {
            columns.remove(order.get(left.size()));
            left.add(order.get(left.size()));
        }
        return left;
    }

    /** Ends with its last text: colours would keep blanks after it. */
    private static String line(Set<String> columns, Map<String, String> row, List<Map<String, String>> rows) {
        StringBuilder line = new StringBuilder();
        int blanks = 0;
        for (String column : columns) {
            String text = row.getOrDefault(column, "");
            if (!text.isEmpty()) {
                line.append(" ".repeat(blanks)).append(GAP);
                line.append(column.equals("role") ? coloured(text) : text);
                blanks = 0;
            } else {
                blanks += GAP.length();
            }
            blanks += width(column, rows) - text.length();
        }
        return line.toString();
    }

    private static Map<String, String> row(Map<String, Object> node, int detailsMax) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("node", text(node.get("node")));
        row.put("pid", text(node.get("pid")));
        row.put("artery", text(node.get("artery")));
        row.put("http", text(node.get("http")));
        Map<String, Object> state = map(node.get("state"));
        boolean answers = !state.isEmpty();
        String process = text(node.get("process"));
        row.put("role", answers ? text(state.get("role")) : process.equals("running") ? "silent" : process);
        if (answers) {
            if (number(state.get("term")) >= 0) {
                row.put("term", text(state.get("term")));
            }
            if (state.get("leader") != null) {
                row.put("leader", text(state.get("leader")));
            }
            state.entrySet().stream()
                    .filter(entry -> entry.getValue() != null)
                    .filter(entry -> !Set.of("node", "role", "term", "leader").contains(entry.getKey()))
                    .limit(detailsMax)
                    .forEach(entry -> row.put(entry.getKey(), text(entry.getValue())));
        }
        return row;
    }

    private static int width(String column, List<Map<String, String>> rows) {
        return Math.max(
                column.length(),
                rows.stream()
                        .mapToInt(row -> row.getOrDefault(column, "").length())
                        .max()
                        .orElse(0));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String coloured(String role) {
        String style = switch (role) {
            case "leader" -> "bold,green";
            case "down", "paused", "silent" -> "bold,red";
            case "limping", "starting", "candidate", "pre-candidate" -> "yellow";
            default -> "";
        };
        return style.isEmpty() ? role : "@|" + style + " " + role + "|@";
    }

    private static List<String> faults(Map<String, Object> status) {
        List<String> lines = new ArrayList<>();
        for (Object fault : list(status.get("faults"))) {
            lines.add(String.format(
                    Locale.ROOT,
                    "@|yellow in force|@   %s %s",
                    map(fault).get("kind"),
                    map(fault).get("description")));
        }
        return lines;
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
