package dsc.workbench.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns, rows, and blocks that fit. */
class TableTest {

    private static final Table TABLE = new Table(
            List.of("strategy", "partition"),
            List.of(
                    Table.Column.of(
                            List.of("keep-majority", "2|3"),
                            List.of(Figure.word("survivors", "n3 n4 n5"), Figure.micros("downed after", 5_200_000))),
                    Table.Column.of(
                            List.of("none", "flapping"),
                            List.of(
                                    Figure.word("survivors", "n1"),
                                    Figure.micros("downed after", Double.NaN),
                                    Figure.count("late writes", 1_234)))));

    @Test
    void putsFiguresBelowEachOther() {
        assertThat(TABLE.lines(80))
                .containsExactly(
                        "strategy      keep-majority      none",
                        "partition               2|3  flapping",
                        "survivors          n3 n4 n5        n1",
                        "downed after          5.2 s         –",
                        "late writes               –     1,234");
    }

    @Test
    void breaksIntoBlocksThatFit() {
        assertThat(TABLE.lines(30))
                .containsExactly(
                        "strategy      keep-majority",
                        "partition               2|3",
                        "survivors          n3 n4 n5",
                        "downed after          5.2 s",
                        "late writes               –",
                        "",
                        "strategy          none",
                        "partition     flapping",
                        "survivors           n1",
                        "downed after         –",
                        "late writes      1,234");
        assertThat(TABLE.lines(10)).as("a column is never broken").isEqualTo(TABLE.lines(30));
    }

    @Test
    void breaksLongNamesOfRows() {
        Table table = new Table(
                List.of(""),
                List.of(Table.Column.of(
                        List.of("one"), List.of(Figure.count("messages an operation, those of clients included", 9)))));
        assertThat(table.lines(40))
                .containsExactly(
                        "                      one",
                        "messages an",
                        "  operation, those",
                        "  of clients",
                        "  included              9");
    }

    @Test
    void showsTheSpreadOfRounds() {
        Table table = new Table(
                List.of("outstanding"),
                List.of(Table.Column.ofRounds(
                        List.of("1"),
                        List.of(
                                List.of(Figure.count("writes a second", 9)),
                                List.of(Figure.count("writes a second", 11)),
                                List.of(Figure.count("writes a second", 10))))));
        assertThat(table.lines(80))
                .containsExactly("outstanding         1", "writes a second    10", "  least–most     9–11");
    }

    @ParameterizedTest
    @CsvSource({
        "850, MICROS, 850 µs",
        "1500, MICROS, 1.5 ms",
        "2500000, MICROS, 2.5 s",
        "NaN, COUNT, –",
        "3.25, RATIO, 3.3"
    })
    void writesNumbersAsPeopleReadThem(double value, Figure.Unit unit, String written) {
        assertThat(Table.written(value, unit)).isEqualTo(written);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Table.Spread.of(4, 1, 2, 9)).isEqualTo(new Table.Spread(3, 1, 9));
    }
}
