package dsc.cli.exercise;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Grader;
import dsc.workbench.grading.Seeds;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Path;

/** What decides over submissions to exercises about one scenario, one after the other. */
interface Judge extends AutoCloseable {

    /** Makes judges. */
    @FunctionalInterface
    interface Maker {

        /**
         * A judge that is warm when it is asked first.
         *
         * @param again whether it is to be warm also when it is asked again
         */
        Judge judge(Scenario<?> scenario, String concept, boolean again) throws IOException;
    }

    /** @param out where a failing world is written and drawn */
    Grade grade(
            Exercise exercise, Submission submission, Seeds seeds, Effort effort, Path out, Grader.Listener listener)
            throws IOException, InterruptedException;

    /** Ends what it does now, which then comes to nothing; called by another thread. */
    void interrupt();

    @Override
    void close() throws IOException;
}
