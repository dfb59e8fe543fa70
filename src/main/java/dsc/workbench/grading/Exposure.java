package dsc.workbench.grading;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Family;
import dsc.workbench.exercises.Submission;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.faults.PlanFile;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.worlds.WorldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the worlds of what was handed in to break a mutant: a plan of faults, or a world. */
final class Exposure {

    private final Exercise exercise;
    private final Scenario<?> scenario;
    private final Path work;

    /** @param work where files may be written */
    Exposure(Exercise exercise, Scenario<?> scenario, Path work) {
        this.exercise = exercise;
        this.scenario = scenario;
        this.work = work;
    }

    /** @throws IllegalArgumentException when it is neither; the message says what is wrong, and where */
    Family family(Submission submission) throws IOException {
        Family surroundings = exercise.parts().getFirst().families().getFirst();
        String plan = submission.files().get(Exercise.PLAN);
        String world = submission.files().get(Exercise.WORLD);
        if ((plan == null) == (world == null)) {
            throw new IllegalArgumentException(
                    plan == null
                            ? "there is neither " + Exercise.PLAN + " nor " + Exercise.WORLD + "; hand in one of them"
                            : "there are both " + Exercise.PLAN + " and " + Exercise.WORLD + "; hand in one of them");
        }
        Files.createDirectories(work);
        Path file = Files.createTempFile(work, "exposed", ".json");
        file.toFile().deleteOnExit();
        WorldFile made = plan != null ? ofPlan(plan, surroundings.world()) : ofWorld(file, world, surroundings.world());
        made.write(file);
        return new Family(exercise.parts().getFirst().name(), file, made, surroundings.seeds());
    }

    private WorldFile ofPlan(String text, WorldFile surroundings) {
        FaultPlan plan = PlanFile.plan(
                Exercise.PLAN,
                PlanFile.parse(Exercise.PLAN, text),
                surroundings.world().nodeIds());
        return new WorldFile(
                scenario.id(),
                "",
                "",
                "",
                "",
                surroundings.settings(),
                surroundings.world().with(plan));
    }

    private WorldFile ofWorld(Path file, String text, WorldFile surroundings) throws IOException {
        Files.writeString(file, text);
        WorldFile read;
        try {
            read = WorldFile.read(file);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(Exercise.WORLD + ": " + malformed.getMessage(), malformed);
        }
        if (!read.scenario().equals(scenario.id())) {
            throw new IllegalArgumentException(
                    Exercise.WORLD + ": this is a world of \"" + read.scenario() + "\", not of " + scenario.id());
        }
        // What it sets of rules or of the scenario would be another exercise.
        return new WorldFile(scenario.id(), "", "", "", "", surroundings.settings(), read.world());
    }
}
