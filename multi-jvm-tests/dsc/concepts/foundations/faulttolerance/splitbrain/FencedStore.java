package dsc.concepts.foundations.faulttolerance.splitbrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/**
 * A store outside the cluster, which no cut reaches: a file that the processes of all nodes lock. A writer asks for a
 * token first, each greater than all before; one that writes with an older one than was last given out is refused and
 * counted. So two writers at once are found wherever they run, however the cluster sees itself.
 */
final class FencedStore {

    private static final int BYTES_MAX = 200;

    private final Path file;

    /**
     * @param token the newest
     * @param holder who asked for it, or - at first
     * @param writes how many were made with it
     * @param staleWrites how many were attempted with an older one
     */
    record State(long token, String holder, long writes, long staleWrites) {

        private static final State NEW = new State(0, "-", 0, 0);

        private static State parse(String line) {
            String[] words = line.split(" ", -1);
            return new State(Long.parseLong(words[0]), words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
        }

        private String format() {
            return token + " " + holder + " " + writes + " " + staleWrites;
        }
    }

    FencedStore(Path file) {
        this.file = file;
    }

    /** A new token; from now on older ones are stale. */
    long grant(String holder) {
        return change(state -> new State(state.token + 1, holder, 0, state.staleWrites)).token;
    }

    void write(long token) {
        change(state -> token == state.token
                ? new State(state.token, state.holder, state.writes + 1, state.staleWrites)
                : new State(state.token, state.holder, state.writes, state.staleWrites + 1));
    }

    State state() {
        return change(state -> state);
    }

    /** A file's lock is a process's; between threads this object is. */
    private synchronized State change(UnaryOperator<State> change) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Held until the channel is closed.
            channel.lock();
            ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);
            int count = channel.read(bytes, 0);
            State before =
                    count <= 0 ? State.NEW : State.parse(new String(bytes.array(), 0, count, StandardCharsets.UTF_8));
            State after = change.apply(before);
            if (!after.equals(before)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(after.format().getBytes(StandardCharsets.UTF_8)), 0);
            }
            return after;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
