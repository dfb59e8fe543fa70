package dsc.workbench.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of a cluster that nobody keeps any more. */
final class Leftovers {

    /** A node ends by itself when its supervisor does. */
    private static final Duration BY_THEMSELVES = Duration.ofSeconds(2);

    private Leftovers() {}

    /** This user's node processes that were started from {@code directory} or from a directory below it. */
    static List<ProcessHandle> of(Path directory) {
        String below = directory.toAbsolutePath() + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.contains("node")
                                && arguments.stream().anyMatch(word -> word.startsWith(below)))
                        .isPresent())
                .toList();
    }

    /** Lets them end by themselves for a moment, ends the others, and returns whom it had to end. */
    static List<Long> end(Path directory) throws InterruptedException {
        List<ProcessHandle> left = of(directory);
        long deadline = System.nanoTime() + BY_THEMSELVES.toNanos();
        for (ProcessHandle process : left) {
            await(process, deadline - System.nanoTime());
        }
        List<ProcessHandle> stubborn =
                left.stream().filter(ProcessHandle::isAlive).toList();
        stubborn.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : stubborn) {
            await(process, BY_THEMSELVES.toNanos());
        }
        return stubborn.stream().map(ProcessHandle::pid).toList();
    }

    private static void await(ProcessHandle process, long nanos) throws InterruptedException {
        try {
            process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException stillThere) {
            // The caller looks again.
        } catch (ExecutionException gone) {
            // It has ended.
        }
    }
}
