package dsc.cli.exercise;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Where single keys come from. */
interface Keys extends AutoCloseable {

    /** Nobody is there to press one. */
    Keys NONE = timeout -> {
        Thread.sleep(timeout);
        return Optional.empty();
    };

    /** The next key; empty if none is pressed within {@code timeout}. */
    Optional<Character> next(Duration timeout) throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
