package dsc.workbench.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Locale;

/** Counts, durations and failures in words. */
public final class Format {

    private Format() {}

    /** Such as {@code 1 node} or {@code 1,000 worlds}. */
    public static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** Such as {@code 350 ms}, {@code 15.2 s} or {@code 4 h 10 min}. */
    public static String duration(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        if (duration.toHours() > 0) {
            return String.format(Locale.ROOT, "%,d h %d min", duration.toHours(), duration.toMinutesPart());
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return nanos < 1_000_000_000
                ? String.format(Locale.ROOT, "%.0f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    /** The text, cut where it is longer than {@code lengthMax}. */
    public static String shortened(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax - 1) + "…";
    }

    /** What failed when a file was read or written, in one line with its path where that is known. */
    public static String failure(Throwable failed) {
        Throwable cause = failed instanceof UncheckedIOException ? failed.getCause() : failed;
        return switch (cause) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException file when file.getReason() != null -> file.getFile() + ": " + file.getReason();
            case IOException io when io.getMessage() != null -> io.getMessage();
            default -> cause.toString();
        };
    }
}
