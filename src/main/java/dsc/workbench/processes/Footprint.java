package dsc.workbench.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a process holds and has taken.
 *
 * @param memoryBytes resident memory, pages that it shares with others included
 * @param processor time on all processors since it started
 */
public record Footprint(long memoryBytes, Duration processor) {

    /**
     * The footprint of the process {@code pid} now.
     *
     * @throws IOException when there is no such process, or nobody can tell
     */
    public static Footprint of(long pid) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        ps.waitFor();
        Duration processor = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("there is no process " + pid));
        try {
            return new Footprint(Long.parseLong(kibibytes) << 10, processor);
        } catch (NumberFormatException unknown) {
            throw new IOException("ps does not know how much memory the process " + pid + " holds");
        }
    }
}
