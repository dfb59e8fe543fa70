package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.LogOptions;
import java.util.Optional;

/**
 * The store of a server, with what was delivered to it: committed changes, in the order of their zxids. What may have
 * to be cut off never gets here (rule 2), so a crash makes a server begin again at its image.
 */
final class Replica {

    private final LogOptions options;
    private final Requests requests;
    private KeyValueStore store;
    private Zxid delivered;

    Replica(LogOptions options, Requests requests) {
        this.options = options;
        this.requests = requests;
        restore(Image.EMPTY);
    }

    void restore(Image image) {
        store = KeyValueStore.of(image.data(), options.sessionsMax());
        delivered = Zxid.of(image.lastIndex());
    }

    /** The last change that was delivered. */
    Zxid delivered() {
        return delivered;
    }

    KeyValueStore store() {
        return store;
    }

    /** A copy, in which a primary sees what its proposals will come to. */
    KeyValueStore copy() {
        return KeyValueStore.of(store.image(), options.sessionsMax());
    }

    /** Delivers what is committed, as far as it is durable here, and answers the clients of this server. */
    void deliver(State state, Zxid committed) {
        for (Entry entry : state.after(delivered)) {
            if (entry.zxid().isAfter(committed)) {
                return;
            }
            KeyValueStore.Answer answer = entry.change().apply(store, entry.zxid());
            delivered = entry.zxid();
            requests.answer(entry, answer, store);
        }
    }

    /** The image that is due, if enough was delivered since the last. */
    Optional<Image> due(State state) {
        int sinceImage = state.entries().size() - state.after(delivered).size();
        return sinceImage >= options.snapshotEntries()
                ? Optional.of(new Image(delivered.packed(), store.image()))
                : Optional.empty();
    }
}
