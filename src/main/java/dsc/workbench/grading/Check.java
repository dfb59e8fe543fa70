package dsc.workbench.grading;

import java.util.List;

/**
 * One thing that a worker tries with one set of classes.
 *
 * @param part the number of the exercise's part, from 0
 * @param name what is tried: a family's name, a trial's
 * @param classes the name of the set of classes in the {@link Job}
 * @param kind what {@code target} is
 * @param target a world's file, a trial's class, or empty
 * @param seeds one try each
 * @param mustBreak the rule that must break in at least one; empty if none may
 * @param rules those that decide, beside the guarantee; empty for all
 */
record Check(
        int part,
        String name,
        String classes,
        Kind kind,
        String target,
        List<Long> seeds,
        String mustBreak,
        List<String> rules) {

    /** Where what is tried comes from. */
    enum Kind {
        /** The world in a file, with other seeds. */
        FAMILY,
        /** Worlds as {@code dsc simulate} draws them. */
        DRAWN,
        /** A {@link Trial}. */
        TRIAL
    }

    Check {
        seeds = List.copyOf(seeds);
        rules = List.copyOf(rules);
    }

    /** What one of its tries is called. */
    String unit() {
        return switch (kind) {
            case FAMILY -> "small world";
            case DRAWN -> "drawn world";
            case TRIAL -> "trial";
        };
    }
}
