package dsc.cli.exercise;

import dsc.workbench.benchmarks.Table;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Mutant;
import dsc.workbench.grading.ExerciseProof.Result;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Grade;
import dsc.workbench.protocol.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the proof of an exercise came to, a row for each submission that the checkout has itself. */
final class ProofTable {

    private static final int GAP = 2;
    private static final int NAMES_LEAST = 20;

    private final Exercise exercise;
    private final Map<String, Table.Cell> verdicts = new LinkedHashMap<>();
    private final Map<String, Table.Cell> worlds = new LinkedHashMap<>();
    private final Map<String, Table.Cell> seconds = new LinkedHashMap<>();

    ProofTable(Exercise exercise) {
        this.exercise = exercise;
    }

    /** Such as {@code mutant: votes twice in a term}. */
    static String name(Result result) {
        String role = Words.of(result.proven().role());
        return result.proven()
                .mutant()
                .map(Mutant::name)
                .map(name -> role + ": " + name)
                .orElse(role);
    }

    void add(Result result) {
        Grade grade = result.grade();
        String name = name(result);
        verdicts.put(name, word((result.trouble().isEmpty() ? "" : "✗ ") + verdict(grade)));
        worlds.put(name, word(String.format(Locale.ROOT, "%,d", worlds(grade))));
        seconds.put(name, word(String.format(Locale.ROOT, "%.1f", grade.seconds())));
    }

    private static Table.Cell word(String text) {
        return new Table.Cell(text, null, null);
    }

    /** The rule that was broken, or another word for what it came to. */
    static String verdict(Grade grade) {
        return grade.finding()
                .map(finding -> finding.rule().isEmpty() ? Words.inText(finding.kind()) : finding.rule())
                .orElse("passes");
    }

    /** In how many worlds and trials it was tried, the one in which it was broken included. */
    static int worlds(Grade grade) {
        return grade.tried().stream().mapToInt(Grade.Tried::tries).sum()
                + grade.finding().map(Finding::number).orElse(0);
    }

    /** The table in lines of at most {@code width} characters; long names take several. */
    List<String> lines(int width) {
        List<Table.Column> columns = new ArrayList<>(List.of(
                new Table.Column(List.of("verdict"), verdicts),
                new Table.Column(List.of("worlds"), worlds),
                new Table.Column(List.of("seconds"), seconds)));
        int taken = columns.stream().mapToInt(ProofTable::width).sum();
        return new Table(List.of(exercise.id()), columns).lines(width, Math.max(NAMES_LEAST, width - taken));
    }

    private static int width(Table.Column column) {
        int width = column.name().length();
        for (Table.Cell cell : column.cells().values()) {
            width = Math.max(width, cell.text().length());
        }
        return GAP + width;
    }
}
