package dsc.concepts.foundations.communication.supervision;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** The part of the work that may fail. What is wrong with a letter follows from how it ends. */
final class Examination {

    static final String POISON = "-poison";
    static final String FATAL = "-fatal";
    static final String BAD = "-bad";

    private static final int POISON_PERCENT = 8;
    private static final int FATAL_PERCENT = 2;
    private static final int BAD_PERCENT = 5;

    /** A letter that the worker cannot process; the next one may be fine. Without a stack trace, which says no more. */
    static final class PoisonException extends RuntimeException {
        private PoisonException(String letter) {
            super(letter + " is poison", null, false, false);
        }
    }

    /** A letter after which the worker must not continue. */
    static final class FatalException extends RuntimeException {
        private FatalException(String letter) {
            super(letter + " is fatal", null, false, false);
        }
    }

    private Examination() {}

    /** Why {@code letter} is refused: a validation error is an answer, and not a failure of the worker. */
    static Optional<String> objection(String letter) {
        return letter.endsWith(BAD) ? Optional.of(letter + " is not a letter") : Optional.empty();
    }

    /**
     * Fails on some letters.
     *
     * @throws PoisonException if the letter is poison
     * @throws FatalException if it is fatal
     */
    static void examine(String letter) {
        if (letter.endsWith(POISON)) {
            throw new PoisonException(letter);
        }
        if (letter.endsWith(FATAL)) {
            throw new FatalException(letter);
        }
    }

    /** What some of the letters end with. */
    static String ending(RandomGenerator random) {
        int drawn = random.nextInt(100);
        if (drawn < POISON_PERCENT) {
            return POISON;
        }
        if (drawn < POISON_PERCENT + FATAL_PERCENT) {
            return FATAL;
        }
        return drawn < POISON_PERCENT + FATAL_PERCENT + BAD_PERCENT ? BAD : "";
    }
}
