package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account remembers: the fold of its events. It asserts what must be true of them, whichever node wrote them:
 * epochs grow by one, each event is of the epoch in force, no balance is negative, no transfer is posted twice.
 *
 * @param epoch of the last {@link Activated}, 0 before the first
 * @param home the node of that epoch, or null before the first
 * @param amount never negative
 * @param decided the last decision of each session that is remembered
 * @param forgotten sessions up to this number are not remembered; what they ask is refused
 */
record Balance(long epoch, NodeId home, long amount, SortedMap<Long, Decision> decided, long forgotten)
        implements Wire {

    /** How many clients may work with one account, each repeating its last call as often as it likes. */
    static final int SESSIONS_MAX = 1_000;

    static final Balance NEW = new Balance(0, null, 0, new TreeMap<>(), 0);

    /**
     * What became of a session's last transfer.
     *
     * @param amount the balance after it
     * @param reference the transfer's
     * @param asked the transfer's amount
     */
    record Decision(long sequence, boolean posted, long amount, String reference, long asked) {

        boolean isAbout(Transfer transfer) {
            return reference != null && reference.equals(transfer.reference()) && asked == transfer.amount();
        }
    }

    /** What an account's journal holds. */
    sealed interface Event extends Wire {
        long epoch();
    }

    /** The account was started on {@code home}, and all older writers are superseded. */
    record Activated(long epoch, NodeId home) implements Event {}

    /** The transfer took effect. */
    record Posted(long epoch, Transfer transfer) implements Event {}

    /** The transfer never will: its client was told so, and an older copy of its call must not find enough later. */
    record Declined(long epoch, Transfer transfer) implements Event {}

    /** Events that no correct account can have written. */
    static final class BrokenLedgerException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        BrokenLedgerException(String message) {
            super(message);
        }
    }

    Balance {
        if (epoch < 0 || amount < 0 || forgotten < 0) {
            throw new BrokenLedgerException("epoch " + epoch + ", balance " + amount + ", sessions forgotten up to "
                    + forgotten + ": none of them is ever negative");
        }
        decided = Collections.unmodifiableSortedMap(decided);
    }

    /** What was decided about {@code transfer}, if it was. */
    Optional<Decision> decision(Transfer transfer) {
        return Optional.ofNullable(decided.get(transfer.session()))
                .filter(decision -> decision.sequence() == transfer.sequence());
    }

    /**
     * What was decided about an earlier transfer with the reference of {@code transfer}, for which another session
     * asked: it may be the same, or only be called the same.
     */
    Optional<Decision> earlier(Transfer transfer) {
        return transfer.reference().isEmpty()
                ? Optional.empty()
                : decided.values().stream()
                        .filter(decision -> transfer.reference().equals(decision.reference()))
                        .findFirst();
    }

    /** Whether {@code transfer} is from a time that this account does not remember, or that its client has left. */
    boolean isPast(Transfer transfer) {
        Decision last = decided.get(transfer.session());
        return transfer.session() <= forgotten || last != null && last.sequence() > transfer.sequence();
    }

    /**
     * Whether what is decided about {@code transfer} would not be remembered: its session is older than all that are.
     */
    boolean wouldForget(Transfer transfer) {
        return decided.size() == SESSIONS_MAX
                && !decided.containsKey(transfer.session())
                && transfer.session() < decided.firstKey();
    }

    boolean covers(Transfer transfer) {
        return amount + transfer.amount() >= 0;
    }

    /** @throws BrokenLedgerException when {@code event} cannot have been written here */
    Balance with(Event event) {
        return switch (event) {
            case Activated activated -> {
                if (activated.epoch() != epoch + 1) {
                    throw new BrokenLedgerException("epoch " + activated.epoch() + " follows epoch " + epoch);
                }
                yield new Balance(activated.epoch(), activated.home(), amount, decided, forgotten);
            }
            case Posted posted -> decided(posted, posted.transfer(), true);
            case Declined declined -> decided(declined, declined.transfer(), false);
        };
    }

    private Balance decided(Event event, Transfer transfer, boolean posted) {
        if (event.epoch() != epoch) {
            throw new BrokenLedgerException(
                    transfer + " is decided in epoch " + event.epoch() + ", and epoch " + epoch + " is in force");
        }
        if (decision(transfer).isPresent() || isPast(transfer)) {
            throw new BrokenLedgerException(transfer + " is decided a second time");
        }
        long after = posted ? amount + transfer.amount() : amount;
        SortedMap<Long, Decision> sessions = new TreeMap<>(decided);
        sessions.put(
                transfer.session(),
                new Decision(transfer.sequence(), posted, after, transfer.reference(), transfer.amount()));
        long floor = forgotten;
        if (sessions.size() > SESSIONS_MAX) {
            floor = sessions.firstKey();
            sessions.remove(floor);
        }
        return new Balance(epoch, home, after, sessions, floor);
    }
}
