package dsc.build.planted.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Breaks a rule on purpose: what it says depends on the machine's locale, character set and time zone. */
final class WordsOfTheMachine {

    private WordsOfTheMachine() {}

    static List<Object> said(PrintStream out, byte[] bytes) {
        out.printf("%d", 1);
        UnaryOperator<String> lower = String::toLowerCase;
        return List.of(
                "%d".formatted(1),
                String.format("%d", 1),
                lower.apply("I"),
                "i".toUpperCase(),
                NumberFormat.getInstance().format(1),
                DateTimeFormatter.ofPattern("d"),
                new String(bytes),
                new InputStreamReader(new ByteArrayInputStream(bytes)),
                ZoneId.systemDefault(),
                LocalDate.now());
    }

    static List<Object> saidAlikeEverywhere(PrintStream out, byte[] bytes) {
        out.printf(Locale.ROOT, "%d", 1);
        return List.of(
                String.format(Locale.ROOT, "%d", 1),
                "I".toLowerCase(Locale.ROOT),
                DateTimeFormatter.ofPattern("d", Locale.ROOT),
                new String(bytes, StandardCharsets.UTF_8),
                "i".getBytes(StandardCharsets.UTF_8));
    }
}
