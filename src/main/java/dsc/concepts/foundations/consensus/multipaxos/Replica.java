package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Happening;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.AskChosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Chosen;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The store, which executes what is chosen in the order of the log and without holes. A crash makes a server forget
 * what is not in its image; the next leader tells it.
 */
final class Replica {

    private final LogOptions options;
    private final Tally<Happening> tally;
    private final TreeMap<Long, Command> recent = new TreeMap<>();
    private KeyValueStore store;
    private long executed;

    Replica(LogOptions options, Tally<Happening> tally) {
        this.options = options;
        this.tally = tally;
        restore(Image.EMPTY);
    }

    void restore(Image image) {
        store = KeyValueStore.of(image.data(), options.sessionsMax());
        executed = image.lastIndex();
        recent.clear();
    }

    /** The last index that was executed; 0 before the first. */
    long executed() {
        return executed;
    }

    KeyValueStore store() {
        return store;
    }

    /** Executes what was chosen for the next index. */
    KeyValueStore.Result execute(Command command) {
        executed++;
        recent.put(executed, command);
        long forgotten = store.forgottenSessionCommands();
        long repeated = store.repeatedCommands();
        KeyValueStore.Result result = command.execute(store, executed);
        if (store.forgottenSessionCommands() > forgotten) {
            tally.add(Happening.A_SESSION_WAS_FORGOTTEN);
        }
        if (store.repeatedCommands() > repeated) {
            tally.add(Happening.A_COMMAND_WAS_CHOSEN_TWICE_AND_EXECUTED_ONCE);
        }
        return result;
    }

    /**
     * Executes what the leader of {@code ballot} knows to be chosen, in the order of the log and as far as this server
     * has accepted it at that same ballot. Rule 4: what it has accepted at an earlier one need not be what was chosen.
     */
    void executeUpTo(long commitIndex, Ballot ballot, State state) {
        while (executed < commitIndex && state.hasAccepted(ballot, executed + 1)) {
            execute(state.votes().get(executed + 1).value());
        }
    }

    /** Executes what another server says was chosen, as far as it comes next. */
    void execute(Chosen chosen) {
        long index = chosen.first();
        for (Command command : chosen.commands()) {
            if (index++ == executed + 1) {
                execute(command);
            }
        }
    }

    /** What was asked for, as much as fits into a message; empty if it is in an image, or was not executed yet. */
    Optional<PeerMessage> answer(AskChosen asked, NodeId self) {
        boolean isThere = !recent.isEmpty() && recent.firstKey() <= asked.first() && asked.first() <= executed;
        return isThere
                ? Optional.of(new Chosen(
                        self,
                        asked.first(),
                        options.batch(recent.tailMap(asked.first()).values(), Command::sizeBytes)))
                : Optional.empty();
    }

    /** Those that it has executed since its image. */
    SortedMap<Long, Command> recent() {
        return new TreeMap<>(recent);
    }

    /** The image that is due, if enough was executed since {@code last}. */
    Optional<Image> due(Image last) {
        return executed - last.lastIndex() >= options.snapshotEntries()
                ? Optional.of(new Image(executed, store.image()))
                : Optional.empty();
    }

    /** The image is durable. */
    void forget(Image image) {
        recent.headMap(image.lastIndex(), true).clear();
    }
}
