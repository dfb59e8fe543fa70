package dsc.workbench.grading;

import java.util.List;
import java.util.Map;

/**
 * Why a submission did not pass.
 *
 * @param kind what became of it
 * @param part the number of the exercise's part, from 0; -1 if it is none in particular
 * @param check what was tried
 * @param seed of the world or trial, 0 if it is none
 * @param number which of {@code of} tries it was, from 1; 0 if it is none
 * @param of how many tries the check has
 * @param rule what was broken; empty if it is no rule
 * @param sentence what is wrong
 * @param lines more about it: steps of the world, frames of a stack
 * @param files what was written about it, by what it is
 * @param output what the submission printed in that world
 */
public record Finding(
        Kind kind,
        int part,
        String check,
        long seed,
        int number,
        int of,
        String rule,
        String sentence,
        List<String> lines,
        Map<String, String> files,
        List<String> output) {

    /** What a submission did. */
    public enum Kind {
        /** It has problems, and was not run. */
        REFUSED(false),
        /** A method that is to be written was called. */
        NOT_WRITTEN(false),
        /** A rule, the guarantee, or what a trial asks was broken. */
        BROKEN(true),
        /** What was to be shown broken was broken in no world. */
        NOT_SHOWN(true),
        /** A condition that its worlds must meet was met in none. */
        UNTESTED(true),
        /** An actor failed. */
        FAILED(true),
        /** One step did not end. */
        ENDLESS(true),
        /** An actor waited. */
        WAITS(true),
        /** Messages begot messages. */
        FLOODS(true),
        /** Another thread did something. */
        THREADS(true),
        /** The same world came out differently. */
        NOT_REPEATABLE(true),
        /** It took more memory than a worker has. */
        OUT_OF_MEMORY(true),
        /** The worker ended. */
        ENDED(true),
        /** It took too long in all. */
        TOO_LONG(false),
        /** What was handed in cannot be read, or the worker could not be started. */
        NOT_JUDGED(false);

        private final boolean broken;

        Kind(boolean broken) {
            this.broken = broken;
        }

        /** Whether the submission is to blame, so that it counts as judged. */
        public boolean isBroken() {
            return broken;
        }
    }

    public Finding {
        lines = List.copyOf(lines);
        files = Map.copyOf(files);
        output = List.copyOf(output);
    }

    /** One about no world in particular. */
    static Finding of(Kind kind, String sentence) {
        return new Finding(kind, -1, "", 0, 0, 0, "", sentence, List.of(), Map.of(), List.of());
    }

    /** The same, with more about it. */
    Finding with(List<String> lines, Map<String, String> files, List<String> output) {
        return new Finding(kind, part, check, seed, number, of, rule, sentence, lines, files, output);
    }
}
