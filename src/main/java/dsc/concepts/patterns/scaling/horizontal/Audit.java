package dsc.concepts.patterns.scaling.horizontal;

import dsc.concepts.patterns.scaling.horizontal.Balance.Activated;
import dsc.concepts.patterns.scaling.horizontal.Balance.BrokenLedgerException;
import dsc.concepts.patterns.scaling.horizontal.Balance.Event;
import dsc.concepts.patterns.scaling.horizontal.Balance.Posted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.jdbc.query.javadsl.JdbcReadJournal;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * What an account's events come to, read from the journal past the account: whatever an account holds in memory, this
 * is what the next one will find.
 */
final class Audit {

    private final List<String> posted = new ArrayList<>();
    private final List<String> homes = new ArrayList<>();
    private Balance balance = Balance.NEW;
    private String broken;

    private Audit() {}

    /** Reads the events of account {@code id}, from the first. */
    static CompletionStage<Map<String, Object>> of(String id, ActorSystem<?> system) {
        JdbcReadJournal journal =
                PersistenceQuery.get(system).getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
        return journal.currentEventsByPersistenceId(Account.persistenceId(id).id(), 0, Long.MAX_VALUE)
                .map(envelope -> (Event) envelope.event())
                .runWith(Sink.seq(), system)
                .thenApply(Audit::of);
    }

    /**
     * What {@code events} come to: {@code balance}, {@code epoch}, {@code posted}, the references of the transfers that
     * took effect, in their order, {@code homes}, the node of each epoch, and {@code broken}, which rule the events
     * break, or null.
     */
    static Map<String, Object> of(List<Event> events) {
        Audit audit = new Audit();
        events.forEach(audit::add);
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("balance", audit.balance.amount());
        found.put("epoch", audit.balance.epoch());
        found.put("posted", audit.posted);
        found.put("homes", audit.homes);
        found.put("broken", audit.broken);
        return found;
    }

    private void add(Event event) {
        switch (event) {
            case Activated activated -> homes.add(activated.home().value());
            case Posted(long epoch, Transfer transfer) ->
                posted.add(
                        transfer.reference().isEmpty()
                                ? transfer.session() + "-" + transfer.sequence()
                                : transfer.reference());
            case Balance.Declined declined -> {
                // It changes no balance.
            }
        }
        try {
            balance = balance.with(event);
        } catch (BrokenLedgerException first) {
            broken = broken == null ? first.getMessage() : broken;
        }
    }
}
