package dsc.workbench.grading;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Family;
import dsc.workbench.exercises.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which checks an exercise asks for. */
final class Checks {

    /** The name of the classes that a learner handed in. */
    static final String SUBMISSION = "submission";

    private static final String DRAWN = "drawn worlds";

    private final Exercise exercise;
    private final boolean canBeSimulated;
    private final Seeds seeds;
    private final Effort effort;

    Checks(Exercise exercise, boolean canBeSimulated, Seeds seeds, Effort effort) {
        this.exercise = exercise;
        this.canBeSimulated = canBeSimulated;
        this.seeds = seeds;
        this.effort = effort;
    }

    /** For an exercise whose answer takes the place of the product's files. */
    List<Check> ofFiles() {
        List<Check> checks = new ArrayList<>();
        for (int number = 0; number < exercise.parts().size(); number++) {
            Part part = exercise.parts().get(number);
            for (Family family : part.families()) {
                checks.add(family(number, family, SUBMISSION, "", exercise.rules()));
            }
            for (String trial : part.trials()) {
                checks.add(new Check(
                        number, trial, SUBMISSION, Check.Kind.TRIAL, trial, numbers(Family.SEEDS), "", List.of()));
            }
        }
        addDrawn(checks, exercise.rules());
        return checks;
    }

    /** For one whose answer is a rule: mutants must break it, and nothing else may. */
    List<Check> ofRule() {
        List<Check> checks = new ArrayList<>();
        for (int number = 0; number < exercise.parts().size(); number++) {
            Part part = exercise.parts().get(number);
            List<String> rule = List.of(part.rule().orElseThrow());
            for (String mutant : part.mutants()) {
                for (Family family : part.families()) {
                    checks.add(family(number, family, mutant, rule.getFirst(), rule));
                }
            }
            for (Family family : part.families()) {
                checks.add(family(number, family, SUBMISSION, "", rule));
            }
        }
        addDrawn(checks, List.of(exercise.parts().getLast().rule().orElseThrow()));
        return checks;
    }

    /** For one whose answer is what breaks a mutant: the mutant must break, and the product may not. */
    List<Check> ofExposure(int number, Family exposed) {
        Part part = exercise.parts().get(number);
        String rule = part.rule().orElseThrow();
        return List.of(
                family(number, exposed, part.mutants().getFirst(), rule, List.of()),
                family(number, exposed, Job.PRODUCT, "", List.of()));
    }

    private Check family(int part, Family family, String classes, String mustBreak, List<String> rules) {
        return new Check(
                part,
                family.name(),
                classes,
                Check.Kind.FAMILY,
                family.file().toString(),
                numbers(family.seeds()),
                mustBreak,
                rules);
    }

    private void addDrawn(List<Check> checks, List<String> rules) {
        int drawn = effort.drawn(exercise.drawn());
        if (canBeSimulated && drawn > 0) {
            checks.add(new Check(
                    exercise.parts().size(),
                    DRAWN,
                    SUBMISSION,
                    Check.Kind.DRAWN,
                    "",
                    IntStream.rangeClosed(1, drawn)
                            .mapToObj(number -> seeds.seed(exercise.id(), number))
                            .toList(),
                    "",
                    rules));
        }
    }

    private List<Long> numbers(int most) {
        return IntStream.rangeClosed(1, Math.min(most, effort.familySeeds()))
                .mapToObj(number -> seeds.seed(exercise.id(), number))
                .toList();
    }
}
