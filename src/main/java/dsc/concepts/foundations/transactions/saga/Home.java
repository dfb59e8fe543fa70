package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Change;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.saga.SagaState.Event;
import dsc.concepts.foundations.transactions.saga.SagaState.Settled;
import dsc.concepts.foundations.transactions.saga.SagaView.Happening;
import dsc.concepts.foundations.transactions.saga.Sagas.Did;
import dsc.concepts.foundations.transactions.saga.Sagas.Do;
import dsc.concepts.foundations.transactions.saga.Sagas.PeerMessage;
import dsc.concepts.foundations.transactions.saga.Sagas.Refused;
import dsc.concepts.foundations.transactions.saga.Sagas.Undo;
import dsc.concepts.foundations.transactions.saga.Sagas.Undone;
import dsc.concepts.shared.Tally;
import java.util.List;
import java.util.Optional;

/** The half of a node that does steps and undoes them. Belongs to one actor. */
final class Home {

    /**
     * What a home does about a message.
     *
     * @param events what becomes durable, perhaps nothing
     * @param answer what the orchestrator is told when it is durable; empty if it needs no answer
     */
    record Act(List<Event> events, Optional<PeerMessage> answer) {}

    private static final Act NONE = new Act(List.of(), Optional.empty());

    private final int limit;
    private final Tally<Happening> tally;

    /** @param limit the most that an account may have after a deposit */
    Home(int limit, Tally<Happening> tally) {
        this.limit = limit;
        this.tally = tally;
    }

    private static Act answer(PeerMessage answer) {
        return new Act(List.of(), Optional.of(answer));
    }

    private static Act settle(Settled settled, PeerMessage answer) {
        return new Act(List.of(settled), Optional.of(answer));
    }

    /** Does a step once, and answers as it did when the step comes again (rule 2). */
    Act onDo(SagaState state, Do asked) {
        TransactionId saga = asked.saga();
        if (state.horizons().isEnded(saga)) {
            tally.add(Happening.A_DO_CAME_AFTER_THE_END);
            return NONE;
        }
        return switch (state.deed(saga, asked.step())) {
            case null -> decide(state, asked);
            case Deed.Done done -> {
                tally.add(Happening.A_DO_CAME_AGAIN);
                yield answer(new Did(saga, asked.step()));
            }
            case Deed.Refused refused -> answer(new Refused(saga, asked.step(), refused.why()));
            case Deed.Voided voided -> {
                tally.add(Happening.AN_UNDO_OVERTOOK_ITS_DO);
                yield answer(new Refused(saga, asked.step(), "it was undone before it came"));
            }
            case Deed.Undone undone -> answer(new Refused(saga, asked.step(), "it was undone"));
        };
    }

    /** A refusal is durable as well: else a copy of the message that comes late could be done. */
    private Act decide(SagaState state, Do asked) {
        TransactionId saga = asked.saga();
        Optional<String> refusal = refusal(state, asked.change());
        if (refusal.isPresent()) {
            Deed refused = new Deed.Refused(refusal.get());
            return settle(
                    new Settled(saga, asked.horizon(), asked.step(), refused),
                    new Refused(saga, asked.step(), refusal.get()));
        }
        return settle(
                new Settled(saga, asked.horizon(), asked.step(), new Deed.Done(asked.change())),
                new Did(saga, asked.step()));
    }

    private Optional<String> refusal(SagaState state, Change change) {
        long after = state.accounts().of(change.account()).balance() + change.amount();
        return state.accounts()
                .refusal(change)
                .or(() -> change.amount() > 0 && after > limit
                        ? Optional.of(change.account() + " would have " + after + ", more than " + limit)
                        : Optional.empty());
    }

    /**
     * An undo that comes before its do leaves a void (rule 1); it is never refused, by the limit least of all (rule 4).
     */
    Act onUndo(SagaState state, Undo undo) {
        TransactionId saga = undo.saga();
        Undone answer = new Undone(saga, undo.step());
        if (state.horizons().isEnded(saga)) {
            return NONE;
        }
        return switch (state.deed(saga, undo.step())) {
            case null -> settle(new Settled(saga, undo.horizon(), undo.step(), new Deed.Voided()), answer);
            case Deed.Done done -> {
                Change change = done.change();
                if (state.accounts().of(change.account()).balance() - change.amount() > limit) {
                    tally.add(Happening.A_WITHDRAWAL_WAS_UNDONE_BEYOND_THE_LIMIT);
                }
                yield settle(new Settled(saga, undo.horizon(), undo.step(), new Deed.Undone(change)), answer);
            }
            case Deed.Undone undone -> {
                tally.add(Happening.AN_UNDO_CAME_AGAIN);
                yield answer(answer);
            }
            case Deed.Refused refused -> answer(answer);
            case Deed.Voided voided -> answer(answer);
        };
    }
}
