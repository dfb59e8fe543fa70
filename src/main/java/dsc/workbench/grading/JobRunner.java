package dsc.workbench.grading;

import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out one job. */
public sealed interface JobRunner permits WorkerProcess, JobRunner.InThisJvm {

    /**
     * Waits for the end of the job.
     *
     * @param limit how long it may take
     * @param listener is told all but what is found
     * @return what is wrong; empty if nothing is
     */
    Optional<Finding> run(Job job, Duration limit, Consumer<Message> listener) throws IOException, InterruptedException;

    /**
     * For what the product's own build proves, such as that a reference passes: nothing of it loops or ends its
     * process, and no other JVM has to start.
     *
     * @param home where {@code conf/} lies
     */
    record InThisJvm(Path home, Scenario<?> scenario) implements JobRunner {

        @Override
        public Optional<Finding> run(Job job, Duration limit, Consumer<Message> listener) throws IOException {
            try (JobRun run = new JobRun(home, scenario, job, new CapturedOutput(), listener)) {
                return run.run();
            }
        }
    }
}
