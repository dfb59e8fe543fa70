package dsc.workbench.grading;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds a learner's own lines on a stack. */
final class LearnersFrames {

    /** How many of them are shown of one failure. */
    private static final int SHOWN_MAX = 3;

    private final Set<String> files;

    /** @param files the simple names of the files that the learner wrote */
    LearnersFrames(Set<String> files) {
        this.files = Set.copyOf(files);
    }

    private boolean isOwn(StackTraceElement frame) {
        return frame.getFileName() != null && files.contains(frame.getFileName()) && frame.getLineNumber() > 0;
    }

    private static String place(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
    }

    /** The innermost, such as {@code Election.java:57}; empty if there is none. */
    Optional<String> innermost(StackTraceElement[] stack) {
        return Arrays.stream(stack).filter(this::isOwn).findFirst().map(LearnersFrames::place);
    }

    /** Those of a failure, innermost first: {@code at Election.java:57 in onVote}. */
    List<String> of(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(this::isOwn)
                .map(frame -> "at " + place(frame) + " in " + frame.getMethodName())
                .distinct()
                .limit(SHOWN_MAX)
                .toList();
    }

    /**
     * The innermost line that is on all of {@code stacks}, which were taken one after the other; if they share none, as
     * in a loop that calls nothing, the innermost of the last.
     */
    Optional<String> common(List<StackTraceElement[]> stacks) {
        Set<String> shared = null;
        for (StackTraceElement[] stack : stacks) {
            Set<String> places = new LinkedHashSet<>();
            Arrays.stream(stack).filter(this::isOwn).map(LearnersFrames::place).forEach(places::add);
            if (shared == null) {
                shared = places;
            } else {
                shared.retainAll(places);
            }
        }
        return shared != null && !shared.isEmpty() ? shared.stream().findFirst() : innermost(stacks.getLast());
    }
}
