package dsc.workbench.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * When a process began, by something that no setting of a clock moves: together with its number, it says whether a
 * process is the one that was meant, or another that got the number later.
 */
public final class ProcessStart {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** After the state, which is the third of a process's figures in {@code /proc} (proc_pid_stat(5)). */
    private static final int START_TICKS_AFTER_STATE = 22 - 3;

    private ProcessStart() {}

    /**
     * On Linux, the boot of the system and the ticks of its monotonic clock between that and the process's start; what
     * the JDK says there is reckoned from the time of day, and so moves when that is set. Elsewhere the instant that
     * the system wrote down when the process started. Empty if nobody knows, or there is no such process.
     */
    public static Optional<String> of(ProcessHandle process) {
        Path figures = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (Files.exists(BOOT)) {
            try {
                // The name in parentheses may have blanks and parentheses in it.
                String stat = Files.readString(figures, StandardCharsets.ISO_8859_1);
                String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_TICKS_AFTER_STATE];
                return Optional.of(Files.readString(BOOT).strip() + "/" + ticks);
            } catch (IOException | IndexOutOfBoundsException gone) {
                return Optional.empty();
            }
        }
        return process.info().startInstant().map(Instant::toString);
    }
}
