package dsc.workbench.benchmarks;

import dsc.workbench.report.ComparisonRecord;
import dsc.workbench.report.ComparisonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link Table} as a page. */
final class TablePage {

    private TablePage() {}

    /**
     * @param reports the address of each column's own report, relative to the page; empty where it has none
     * @see ComparisonRecord
     */
    static void write(
            Table table,
            String title,
            String summary,
            Map<String, String> parameters,
            String command,
            List<String> reports,
            List<String> notes,
            Path file)
            throws IOException {
        List<ComparisonRecord.Column> columns = new ArrayList<>();
        for (int index = 0; index < table.columns().size(); index++) {
            columns.add(new ComparisonRecord.Column(table.columns().get(index).head(), reports.get(index)));
        }
        List<ComparisonRecord.Row> rows = table.rows().stream()
                .map(row -> new ComparisonRecord.Row(
                        row,
                        table.columns().stream()
                                .map(column -> cell(column.cells().get(row)))
                                .toList()))
                .toList();
        ComparisonReport.write(
                new ComparisonRecord(title, summary, parameters, command, table.corner(), columns, rows, notes), file);
    }

    private static ComparisonRecord.Cell cell(Table.Cell cell) {
        if (cell == null) {
            return ComparisonRecord.Cell.ofText(Table.NONE);
        }
        return cell.spread() == null
                ? ComparisonRecord.Cell.ofText(cell.text())
                : new ComparisonRecord.Cell(
                        cell.text(),
                        cell.spread().median(),
                        cell.spread().least(),
                        cell.spread().most());
    }

    /** The address of {@code report} in a page that lies in {@code directory}; empty for null. */
    static String address(Path directory, String report) {
        return report == null
                ? ""
                : directory
                        .toAbsolutePath()
                        .relativize(Path.of(report).toAbsolutePath())
                        .toString();
    }
}
