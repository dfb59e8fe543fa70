package dsc.cli.exercise;

import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.util.Map;

/** What real processes say of files that passed. */
interface Confirmation {

    /** What it is called in the JSON of a check. */
    String name();

    /**
     * Carries it out, and tells what came of it; it is over early when a person interrupts it.
     *
     * @param console is told of it while it lasts
     * @param errors is told why it could not be carried out
     */
    Result carryOut(ChosenExercise.Begun begun, Console console, Console errors)
            throws IOException, InterruptedException;

    /**
     * What came of it.
     *
     * @param status 0 nothing is broken, 1 something is, 2 unknown
     * @param body for JSON
     */
    record Result(int status, Map<String, Object> body) {}
}
