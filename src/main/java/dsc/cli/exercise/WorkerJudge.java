package dsc.cli.exercise;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Grader;
import dsc.workbench.grading.Seeds;
import dsc.workbench.grading.Worker;
import dsc.workbench.grading.WorkerProcess;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Judges in a process of its own, which is started before there is anything to judge: it and the compiler of this
 * process warm up side by side.
 */
final class WorkerJudge implements Judge {

    private final Path home;
    private final Scenario<?> scenario;
    private final boolean again;
    private final List<String> command;
    private final Grader grader;
    private WorkerProcess worker;
    private boolean used;
    private boolean over;

    WorkerJudge(Path home, Scenario<?> scenario, String concept, boolean again) throws IOException {
        this.home = home;
        this.scenario = scenario;
        this.again = again;
        this.command = NodeJvm.simulating(home, Worker.class, WorkerProcess.OPTIONS);
        this.worker = started();
        this.grader = new Grader(home, scenario, concept);
    }

    private WorkerProcess started() throws IOException {
        return new WorkerProcess(command, home.toString(), scenario.getClass());
    }

    @Override
    public Grade grade(
            Exercise exercise, Submission submission, Seeds seeds, Effort effort, Path out, Grader.Listener listener)
            throws IOException, InterruptedException {
        Grade grade = grader.grade(exercise, submission, seeds, effort, Optional.of(out), this::asked, listener);
        if (again) {
            renew();
        }
        return grade;
    }

    /** A worker has one job. */
    private synchronized WorkerProcess asked() {
        if (used) {
            try {
                renew();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        used = true;
        return worker;
    }

    private synchronized void renew() throws IOException {
        if (used && !over) {
            worker.close();
            worker = started();
            used = false;
        }
    }

    @Override
    public synchronized void interrupt() {
        over = true;
        worker.close();
    }

    @Override
    public void close() throws IOException {
        interrupt();
        grader.close();
    }
}
