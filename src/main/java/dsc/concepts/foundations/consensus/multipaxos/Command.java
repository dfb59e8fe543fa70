package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Wire;

/** What one index of the log makes the store do. */
public sealed interface Command extends Wire {

    /** What a command takes on the wire beside its texts. */
    int OVERHEAD_BYTES = 200;

    /** UTF-8 takes at most three bytes for one of Java's chars. */
    int BYTES_A_CHAR = 3;

    /** Fills an index for which no command was found, so that those after it can be executed (Lamport 2001 §3). */
    record NoOp() implements Command {}

    /** Opens a client session, whose number is the index. */
    record OpenSession() implements Command {}

    record Update(KeyValue.Update update) implements Command {}

    /** The result of this command, chosen for {@code index}. */
    default KeyValueStore.Result execute(KeyValueStore store, long index) {
        return switch (this) {
            case NoOp nothing -> KeyValueStore.Result.done(null);
            case OpenSession open -> store.openSession(index);
            case Update change -> store.apply(change.update());
        };
    }

    /** At most this many bytes on the wire. */
    default int sizeBytes() {
        int chars = switch (this) {
            case NoOp nothing -> 0;
            case OpenSession open -> 0;
            case Update change ->
                change.update().key().length()
                        + switch (change.update()) {
                            case KeyValue.Write write -> write.value().length();
                            case KeyValue.CompareAndSet cas ->
                                cas.value().length()
                                        + cas.expected().map(String::length).orElse(0);
                        };
        };
        return OVERHEAD_BYTES + BYTES_A_CHAR * chars;
    }
}
