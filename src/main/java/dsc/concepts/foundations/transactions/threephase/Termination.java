package dsc.concepts.foundations.transactions.threephase;

import dsc.concepts.foundations.transactions.Outcome;
import dsc.concepts.foundations.transactions.Step;
import dsc.concepts.foundations.transactions.TransactionId;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Acknowledged;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Decide;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Elect;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.Message;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.PreDecide;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.RetryDue;
import dsc.concepts.foundations.transactions.threephase.ThreePhase.State;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Doubt;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Elected;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Event;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseState.Tried;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseView.Happening;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Group;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The half of a node that brings transactions to their end: as the coordinator, when all sites have voted yes, and in
 * the place of a coordinator that is missed. Belongs to one actor.
 */
final class Termination {

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Options options;
    private final Site site;
    private final BiConsumer<NodeId, Message> tell;
    private final Group<Message> group;
    private final Tally<Happening> tally;
    private final Map<TransactionId, Lead> leads = new HashMap<>();

    /** Those for which this node stood, and found too few sites; it stands again. */
    private final Set<TransactionId> alone = new HashSet<>();

    /** The greatest number of an attempt that this node was told of, where that is greater than its own. */
    private final Map<TransactionId, Long> numbers = new HashMap<>();

    /**
     * @param site the other half
     * @param tell sends a message to a node, this one among them
     */
    Termination(
            Setup<Message> setup,
            Options options,
            Site site,
            BiConsumer<NodeId, Message> tell,
            Group<Message> group,
            Tally<Happening> tally) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
        this.site = site;
        this.tell = tell;
        this.group = group;
        this.tally = tally;
    }

    void clear() {
        leads.clear();
        alone.clear();
        numbers.clear();
    }

    /** All sites have voted yes: the coordinator has them pre-commit, in the first attempt (rule 3). */
    void begin(TransactionId transaction, Doubt doubt) {
        Lead lead = new Lead(Attempt.first(transaction), doubt.sites(), needed(doubt));
        leads.put(transaction, lead);
        tryOutcome(transaction, lead, Outcome.COMMITTED);
    }

    /** With quorums a majority; otherwise all, as far as they answer in time. */
    private int needed(Doubt doubt) {
        int sites = doubt.sites().size();
        return options.isByQuorum() ? sites / 2 + 1 : sites;
    }

    private void tryOutcome(TransactionId transaction, Lead lead, Outcome outcome) {
        lead.tries(outcome);
        if (!options.isByQuorum()) {
            site.waitFor(transaction, options.voteTimeout());
        }
        ask(transaction, lead);
    }

    private void ask(TransactionId transaction, Lead lead) {
        if (lead.isTrying()) {
            group.ask(lead.acknowledged(), new PreDecide(transaction, lead.attempt(), lead.tried()));
        } else {
            group.ask(lead.states(), new Elect(transaction, lead.attempt()));
        }
    }

    /** Asks again the sites that have not answered; returns whether there are questions at all. */
    boolean askAgain(TransactionId transaction) {
        Lead lead = leads.get(transaction);
        if (lead != null) {
            ask(transaction, lead);
        }
        return lead != null;
    }

    /** Nothing was heard for a while: this site takes the coordinator's place, or what it asked has had its time. */
    Step<Event, ThreePhaseState> onSilence(ThreePhaseState state, TransactionId transaction) {
        Doubt doubt = state.inDoubt().get(transaction);
        if (doubt == null) {
            site.stopWaiting(transaction);
            return Step.none();
        }
        Lead lead = leads.get(transaction);
        if (lead != null && !options.isByQuorum()) {
            return conclude(state, transaction, lead);
        }
        if (lead != null && !lead.isTrying()) {
            alone.add(transaction);
        }
        return stand(transaction, doubt);
    }

    /**
     * The attempt is durable here before another site hears of it: else it could come again after a crash, and try
     * something else.
     */
    private Step<Event, ThreePhaseState> stand(TransactionId transaction, Doubt doubt) {
        long number = Math.max(doubt.lastElected().number(), numbers.getOrDefault(transaction, 0L));
        Attempt attempt = new Attempt(number + 1, node.self());
        return Step.of(new Elected(transaction, attempt), durable -> {
            Lead lead = new Lead(attempt, doubt.sites(), needed(doubt));
            leads.put(transaction, lead);
            if (options.isByQuorum()) {
                site.waitForOthers(transaction);
            } else {
                site.waitFor(transaction, options.voteTimeout());
            }
            ask(transaction, lead);
            timers.startTimerWithFixedDelay(transaction, new RetryDue(transaction), options.retryInterval());
        });
    }

    /** Another site has begun an attempt; an attempt of this node that is before it is over. */
    void onAttempt(TransactionId transaction, Attempt attempt) {
        if (!attempt.by().equals(node.self()) && alone.remove(transaction)) {
            tally.add(Happening.BOTH_SIDES_OF_A_CUT_WERE_UNDECIDED);
        }
        Lead lead = leads.get(transaction);
        if (lead != null && lead.attempt().isBefore(attempt)) {
            leads.remove(transaction);
        }
    }

    void onEnded(TransactionId transaction) {
        leads.remove(transaction);
        alone.remove(transaction);
        numbers.remove(transaction);
    }

    /** A site that is bound to this attempt has said where it stands; one that is bound to a greater one refuses. */
    Step<Event, ThreePhaseState> onState(ThreePhaseState state, State from) {
        TransactionId transaction = from.transaction();
        Lead lead = leads.get(transaction);
        if (lead == null) {
            return Step.none();
        }
        if (lead.attempt().isBefore(from.lastElected())) {
            numbers.merge(transaction, from.lastElected().number(), Math::max);
            leads.remove(transaction);
            site.waitForOthers(transaction);
            return Step.none();
        }
        if (lead.isTrying()
                || !lead.attempt().equals(from.lastElected())
                || !lead.states().add(from.from(), from)) {
            return Step.none();
        }
        return choose(state, transaction, lead, lead.states().answers().values());
    }

    private Step<Event, ThreePhaseState> choose(
            ThreePhaseState state, TransactionId transaction, Lead lead, Collection<State> states) {
        Outcome outcome = options.isByQuorum() ? greatest(states) : any(states);
        if (!options.isByQuorum() && outcome == Outcome.ABORTED) {
            return decide(state, transaction, outcome);
        }
        return Step.now(() -> tryOutcome(transaction, lead, outcome));
    }

    /** What the greatest last attempt tried: if one was decided, it is that one or a later one agrees (rules 1, 2). */
    static Outcome greatest(Collection<State> states) {
        return states.stream()
                .flatMap(state -> state.lastAttempt().stream())
                .max((one, other) -> one.attempt().compareTo(other.attempt()))
                .map(Tried::outcome)
                .orElse(Outcome.ABORTED);
    }

    /** Commit if one of them has pre-committed: right if the sites that do not answer are dead (rule 4). */
    static Outcome any(Collection<State> states) {
        boolean isTried = states.stream().anyMatch(state -> state.lastAttempt().isPresent());
        return isTried ? Outcome.COMMITTED : Outcome.ABORTED;
    }

    /**
     * Without quorums, the sites that have not answered by now are taken for dead. A site that was away counts only if
     * all answer, since others may have decided without it, and died (rule 5).
     */
    private Step<Event, ThreePhaseState> conclude(ThreePhaseState state, TransactionId transaction, Lead lead) {
        if (lead.isTrying()) {
            return decide(state, transaction, lead.tried());
        }
        if (site.wasAway(transaction)) {
            leads.remove(transaction);
            site.waitForOthers(transaction);
            return Step.none();
        }
        List<State> states = lead.states().answers().values().stream()
                .filter(each -> !each.wasAway())
                .toList();
        return choose(state, transaction, lead, states);
    }

    /** A site has pre-committed or pre-aborted; when enough have, it is decided (rule 3). */
    Step<Event, ThreePhaseState> onAcknowledged(ThreePhaseState state, Acknowledged acknowledged) {
        TransactionId transaction = acknowledged.transaction();
        Lead lead = leads.get(transaction);
        boolean isEnough = lead != null
                && lead.isTrying()
                && lead.attempt().equals(acknowledged.attempt())
                && lead.acknowledged().add(acknowledged.from(), true);
        return isEnough ? decide(state, transaction, lead.tried()) : Step.none();
    }

    /**
     * The coordinator tells of a commit again and again, also of one that another site brought about; all else is told
     * once.
     */
    private Step<Event, ThreePhaseState> decide(ThreePhaseState state, TransactionId transaction, Outcome outcome) {
        Doubt doubt = state.inDoubt().get(transaction);
        if (doubt == null) {
            return Step.none();
        }
        boolean isCoordinator = transaction.coordinator().equals(node.self());
        if (!isCoordinator) {
            tally.add(
                    outcome == Outcome.COMMITTED
                            ? Happening.A_SITE_TOOK_THE_COORDINATORS_PLACE_AND_COMMITTED
                            : Happening.A_SITE_TOOK_THE_COORDINATORS_PLACE_AND_ABORTED);
        }
        Step<Event, ThreePhaseState> end = site.end(state, transaction, null, outcome);
        if (isCoordinator && outcome == Outcome.COMMITTED) {
            return end;
        }
        return new Step<>(end.events(), durable -> {
            doubt.sites().stream()
                    .filter(other -> !other.equals(node.self()))
                    .forEach(other -> tell.accept(other, new Decide(transaction, null, outcome)));
            end.then().accept(durable);
        });
    }
}
