package dsc.cli.exercise;

import java.io.IOException;
import java.util.List;

/** What runs commands as people do, each in a process of its own. */
interface Launcher {

    /**
     * Runs a command to its end.
     *
     * @return the exit status
     */
    int run(List<String> words) throws IOException, InterruptedException;

    /** Ends what runs now; called by another thread. Nothing can be run afterwards. */
    default void interrupt() {}
}
