package dsc.concepts.foundations.consensus;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    public record Result(Outcome outcome, String value) implements Wire {
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

    /**
     * What a command changes, decided before it is done: the same wherever it is done.
     *
     * @param session 0 for none
     * @param key what is written; null if nothing is
     */
    public record Effect(long session, long sequence, Result result, String key, String value) implements Wire {}

    /**
     * What was answered before.
     *
     * @param position where in the log it took effect, or 0 if that is not kept
     */
    public record Answer(Result result, long position) {}

    /** A client's last command, and what it was answered. */
    private record Session(long sequence, Answer answer) {
        static final Session NEW = new Session(0, null);
    }

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
        sessions.put(number, Session.NEW);
        if (sessions.size() > sessionsMax) {
            sessions.remove(sessions.firstEntry().getKey());
        }
        return Result.done(Long.toString(number));
    }

    /** Applies a client's command, unless its session has done so. */
    public Result apply(KeyValue.Update command) {
        return answered(command).map(Answer::result).orElseGet(() -> {
            Effect effect = effect(command);
            apply(effect, 0);
            return effect.result();
        });
    }

    /** What is to be answered without doing anything; empty if {@code command} has not been done. */
    public Optional<Answer> answered(KeyValue.Update command) {
        if (command.session() == 0) {
            return Optional.empty();
        }
        Session session = sessions.get(command.session());
        if (session == null) {
            forgottenSessionCommands++;
            return forgotten("session " + command.session() + " is unknown or was forgotten; open another");
        }
        if (command.sequence() == session.sequence()) {
            repeatedCommands++;
            return Optional.of(session.answer());
        }
        if (command.sequence() < session.sequence()) {
            return forgotten("sequence " + command.sequence() + " is older than the session's last");
        }
        return Optional.empty();
    }

    private static Optional<Answer> forgotten(String why) {
        return Optional.of(new Answer(new Result(Outcome.FORGOTTEN, why), 0));
    }

    /** Counts {@code session} as used now, as {@link #answered} does. */
    public void touch(long session) {
        sessions.get(session);
    }

    /** What a command that has not been done comes to now. */
    public Effect effect(KeyValue.Update command) {
        String value = switch (command) {
            case KeyValue.Write write -> write.value();
            case KeyValue.CompareAndSet cas ->
                Objects.equals(values.get(cas.key()), cas.expected().orElse(null)) ? cas.value() : null;
        };
        return value == null
                ? new Effect(command.session(), command.sequence(), new Result(Outcome.REFUSED, "mismatch"), null, null)
                : new Effect(command.session(), command.sequence(), Result.done(value), command.key(), value);
    }

    /**
     * Does what was decided.
     *
     * @param position where in the log; 0 if that is not to be kept
     */
    public void apply(Effect effect, long position) {
        if (effect.key() != null) {
            values.put(effect.key(), effect.value());
        }
        if (effect.session() > 0) {
            sessions.put(effect.session(), new Session(effect.sequence(), new Answer(effect.result(), position)));
        }
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
                Answer answer = entry.getValue().answer();
                out.writeBoolean(answer != null);
                if (answer != null) {
                    out.writeByte(answer.result().outcome().ordinal());
                    writeText(out, answer.result().value());
                }
            }
            writePositions(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Where answers took effect, if any of that is kept. */
    private void writePositions(DataOutputStream out) throws IOException {
        List<Answer> answers = sessions.values().stream()
                .map(Session::answer)
                .filter(Objects::nonNull)
                .toList();
        if (answers.stream().anyMatch(answer -> answer.position() > 0)) {
            for (Answer answer : answers) {
                out.writeLong(answer.position());
            }
        }
    }

    private static void readPositions(DataInputStream in, KeyValueStore store) throws IOException {
        if (in.available() > 0) {
            for (Map.Entry<Long, Session> each : store.sessions.sequencedEntrySet()) {
                Session session = each.getValue();
                if (session.answer() != null) {
                    each.setValue(new Session(
                            session.sequence(), new Answer(session.answer().result(), in.readLong())));
                }
            }
        }
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
                store.sessions.put(session, new Session(sequence, result == null ? null : new Answer(result, 0)));
            }
            readPositions(in, store);
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
