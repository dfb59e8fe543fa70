package dsc.concepts.foundations.consensus;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The replicated state machine of a log: a map from keys to values, and the client sessions that make a repeated
 * command take effect once (Ongaro 2014, §6.3). It is deterministic: the same commands in the same order give the same
 * state and answers on every node, the choice of the session to forget included.
 */
public final class KeyValueStore {

    /** Whether a command took effect. */
    public enum Outcome {
        DONE,
        /** It did not, and never will. */
        REFUSED,
        /** Nobody can tell any more whether an earlier attempt did. */
        FORGOTTEN
    }

    /**
     * What a command came to.
     *
     * @param value the result if it was done, else why it was not
     */
    public record Result(Outcome outcome, String value) {
        public static Result done(String value) {
            return new Result(Outcome.DONE, value);
        }

        /** What the client is told. */
        public Reply reply() {
            return switch (outcome) {
                case DONE -> new Reply.Ok(value);
                case REFUSED -> new Reply.Failed(value);
                case FORGOTTEN -> new Reply.Lost(value);
            };
        }
    }

    /** A client's last command, and what it was answered. */
    private record Session(long sequence, Result result) {}

    private final int sessionsMax;

    private final TreeMap<String, String> values = new TreeMap<>();

    /** In the order of last use, oldest first. */
    private final LinkedHashMap<Long, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    private long forgottenSessionCommands;
    private long repeatedCommands;

    /**
     * @param sessionsMax sessions remembered, 1 or more; past it the one that was used least recently is forgotten. The
     *     same on all nodes, since it decides what a command comes to
     */
    public KeyValueStore(int sessionsMax) {
        this.sessionsMax = sessionsMax;
    }

    /** The value of {@code key}, or null when it was never written. */
    public String get(String key) {
        return values.get(key);
    }

    /**
     * Opens a session.
     *
     * @param number of the session, which no other has: the index of the entry that opens it
     */
    public Result openSession(long number) {
        sessions.put(number, new Session(0, null));
        if (sessions.size() > sessionsMax) {
            sessions.remove(sessions.firstEntry().getKey());
        }
        return Result.done(Long.toString(number));
    }

    /** Applies a client's command, unless its session has done so. */
    public Result apply(KeyValue.Update command) {
        if (command.session() == 0) {
            return execute(command);
        }
        Session session = sessions.get(command.session());
        if (session == null) {
            forgottenSessionCommands++;
            return new Result(
                    Outcome.FORGOTTEN, "session " + command.session() + " is unknown or was forgotten; open another");
        }
        if (command.sequence() == session.sequence()) {
            repeatedCommands++;
            return session.result();
        }
        if (command.sequence() < session.sequence()) {
            return new Result(
                    Outcome.FORGOTTEN, "sequence " + command.sequence() + " is older than the session's last");
        }
        Result result = execute(command);
        sessions.put(command.session(), new Session(command.sequence(), result));
        return result;
    }

    private Result execute(KeyValue.Update command) {
        return switch (command) {
            case KeyValue.Write write -> {
                values.put(write.key(), write.value());
                yield Result.done(write.value());
            }
            case KeyValue.CompareAndSet cas -> {
                String current = values.get(cas.key());
                if (!Objects.equals(current, cas.expected().orElse(null))) {
                    yield new Result(Outcome.REFUSED, "mismatch");
                }
                values.put(cas.key(), cas.value());
                yield Result.done(cas.value());
            }
        };
    }

    public int sessionCount() {
        return sessions.size();
    }

    /** How many commands named a session that is not remembered. It is no part of the state, and of no image. */
    public long forgottenSessionCommands() {
        return forgottenSessionCommands;
    }

    /** How many commands came again and had no second effect; no part of the state either. */
    public long repeatedCommands() {
        return repeatedCommands;
    }

    /** The whole state as bytes; the same state gives the same bytes. */
    public byte[] image() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(values.size());
            for (Map.Entry<String, String> entry : values.entrySet()) {
                writeText(out, entry.getKey());
                writeText(out, entry.getValue());
            }
            out.writeInt(sessions.size());
            for (Map.Entry<Long, Session> entry : sessions.entrySet()) {
                out.writeLong(entry.getKey());
                out.writeLong(entry.getValue().sequence());
                Result result = entry.getValue().result();
                out.writeBoolean(result != null);
                if (result != null) {
                    out.writeByte(result.outcome().ordinal());
                    writeText(out, result.value());
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The store whose {@link #image()} is {@code image}; an empty array stands for the empty store. */
    public static KeyValueStore of(byte[] image, int sessionsMax) {
        KeyValueStore store = new KeyValueStore(sessionsMax);
        if (image.length == 0) {
            return store;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(image))) {
            for (int left = in.readInt(); left > 0; left--) {
                store.values.put(readText(in), readText(in));
            }
            for (int left = in.readInt(); left > 0; left--) {
                long session = in.readLong();
                long sequence = in.readLong();
                Result result = in.readBoolean() ? new Result(Outcome.values()[in.readByte()], readText(in)) : null;
                store.sessions.put(session, new Session(sequence, result));
            }
        } catch (IOException truncated) {
            throw new UncheckedIOException("not the image of a key-value store", truncated);
        }
        return store;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
