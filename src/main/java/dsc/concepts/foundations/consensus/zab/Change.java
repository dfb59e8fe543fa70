package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.workbench.protocol.Wire;

/** What the primary broadcasts: not a command, but what it came to in the state that the changes before it leave. */
public sealed interface Change extends Wire {

    record Updated(KeyValueStore.Effect effect) implements Change {}

    record SessionOpened() implements Change {}

    /** Nothing is written: a session asked again, and is told what it was told at {@code position}, or why nothing. */
    record ToldAgain(long session, KeyValueStore.Result result, long position) implements Change {}

    /** Nothing, for a {@link Command.Sync}. */
    record Nothing() implements Change {}

    /** Does it in the store of a server; what its client is told. */
    default KeyValueStore.Answer apply(KeyValueStore store, Zxid zxid) {
        return switch (this) {
            case Updated updated -> {
                store.apply(updated.effect(), zxid.packed());
                yield new KeyValueStore.Answer(updated.effect().result(), zxid.packed());
            }
            case SessionOpened opened -> new KeyValueStore.Answer(store.openSession(zxid.packed()), zxid.packed());
            case ToldAgain again -> {
                store.touch(again.session());
                yield new KeyValueStore.Answer(again.result(), again.position());
            }
            case Nothing nothing -> new KeyValueStore.Answer(KeyValueStore.Result.done(null), zxid.packed());
        };
    }

    /** How many characters its texts have. */
    default int chars() {
        return switch (this) {
            case Updated updated ->
                updated.effect().key() == null
                        ? 0
                        : updated.effect().key().length()
                                + 2 * updated.effect().value().length();
            case ToldAgain again ->
                again.result().value() == null ? 0 : again.result().value().length();
            case SessionOpened opened -> 0;
            case Nothing nothing -> 0;
        };
    }
}
