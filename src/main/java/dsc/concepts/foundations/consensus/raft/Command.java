package dsc.concepts.foundations.consensus.raft;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Wire;
import java.util.Optional;

/** What a log entry makes the replicated key-value store do. The names are those that journals hold. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
public sealed interface Command extends Wire {

    /** What a command takes on the wire beside its texts. */
    int OVERHEAD_BYTES = 160;

    /** UTF-8 takes at most three bytes for one of Java's chars. */
    int BYTES_A_CHAR = 3;

    /** A node's id with what encloses it. */
    int NODE_ID_BYTES = 40;

    /** At most this many bytes on the wire. */
    default int sizeBytes() {
        return switch (this) {
            case NoOp noOp -> OVERHEAD_BYTES;
            case Reconfigure reconfigure ->
                OVERHEAD_BYTES
                        + NODE_ID_BYTES * reconfigure.configuration().servers().size();
            case OpenSession open -> OVERHEAD_BYTES;
            case Write write ->
                OVERHEAD_BYTES
                        + BYTES_A_CHAR * (write.key().length() + write.value().length());
            case CompareAndSet cas ->
                OVERHEAD_BYTES
                        + BYTES_A_CHAR
                                * (cas.key().length()
                                        + cas.value().length()
                                        + (cas.expected() == null
                                                ? 0
                                                : cas.expected().length()));
        };
    }

    /** The entry with which a leader begins its term (§8). */
    record NoOp() implements Command {}

    /**
     * Makes the group {@code configuration}, for each server from the moment at which its log has it (thesis, §4.1).
     */
    record Reconfigure(Configuration configuration) implements Command {}

    /** Opens a client session, whose number is the entry's index (thesis, §6.3). */
    record OpenSession() implements Command {}

    /** A command of a client: the same {@code sequence} of the same {@code session} takes effect at most once. */
    sealed interface ClientCommand extends Command {
        /** The session, or 0 for none: such a command takes effect each time it is committed. */
        long session();

        /** From 1, growing by one with every command of the session. */
        long sequence();

        String key();

        /** What it asks of the store. */
        KeyValue.Update update();
    }

    record Write(long session, long sequence, String key, String value) implements ClientCommand {
        @Override
        public KeyValue.Update update() {
            return new KeyValue.Write(session, sequence, key, value);
        }
    }

    /** Sets {@code key} to {@code value} if it is {@code expected}; null stands for a key never written. */
    @JsonTypeName("cas")
    record CompareAndSet(long session, long sequence, String key, String expected, String value)
            implements ClientCommand {
        @Override
        public KeyValue.Update update() {
            return new KeyValue.CompareAndSet(session, sequence, key, Optional.ofNullable(expected), value);
        }
    }
}
