package dsc.workbench.protocol;

/** What was measured, under the name of its row in a table. */
public sealed interface Figure {

    /** Such as {@code writes a second}. */
    String name();

    /** What a number counts, which decides how it is written. */
    enum Unit {
        /** Whole, such as 12,345. */
        COUNT,
        /** With one digit after the point. */
        RATIO,
        /** A duration in microseconds; it is shown in the unit that fits. */
        MICROS,
        /** A share of 100. */
        PERCENT,
        /** Memory in mebibytes. */
        MEBIBYTES
    }

    /** @param value {@link Double#NaN} for what did not happen */
    record Number(String name, double value, Unit unit) implements Figure {}

    /** A figure that has no median, such as a verdict. */
    record Word(String name, String text) implements Figure {}

    static Figure count(String name, double value) {
        return new Number(name, value, Unit.COUNT);
    }

    static Figure ratio(String name, double value) {
        return new Number(name, value, Unit.RATIO);
    }

    static Figure micros(String name, double value) {
        return new Number(name, value, Unit.MICROS);
    }

    static Figure word(String name, String text) {
        return new Word(name, text);
    }
}
