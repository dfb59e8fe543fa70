package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.saga.Options.Countermeasure;
import dsc.concepts.foundations.transactions.saga.SagaView.Happening;
import dsc.concepts.foundations.transactions.saga.Sagas.Message;
import dsc.concepts.foundations.transactions.saga.Sagas.PeerMessage;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Round;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Clients' questions that all nodes answer, each as it is when it is asked: so a snapshot is of no one moment (rule 7).
 * Belongs to one actor, which loses them in a crash.
 */
final class Surveys {

    /** What all nodes are asked. */
    sealed interface Subject extends Wire {

        /** All accounts. */
        record Balances() implements Subject {}

        /** Whether the node orchestrates a saga that changes {@code account}. */
        record UnderWay(String account) implements Subject {}
    }

    record Question(NodeId from, long survey, Subject subject) implements PeerMessage {}

    /** What one node says. */
    sealed interface Answer extends Wire permits Shown, Busy {}

    /** @param saga such as {@code r1 (n1.1.1)}; empty if there is none */
    record Busy(Optional<String> saga) implements Answer {}

    record Answered(NodeId from, long survey, Answer answer) implements PeerMessage {}

    /** It is time to ask again, or to fail. */
    record AskAgain(long survey) implements Message {}

    private record Open(
            Subject subject,
            Round<Answer> round,
            long sinceNanos,
            ActorRef<Reply> replyTo,
            BiConsumer<Collection<Answer>, SagaState> then) {}

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Options options;
    private final BiConsumer<Round<?>, Message> ask;
    private final Tally<Happening> tally;
    private final Map<Long, Open> open = new HashMap<>();

    /** @param ask sends a question to the nodes that have not answered it in that round, this node among them */
    Surveys(Setup<Message> setup, Options options, BiConsumer<Round<?>, Message> ask, Tally<Happening> tally) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.options = options;
        this.ask = ask;
        this.tally = tally;
    }

    /** Forgets those that are open. */
    void clear() {
        open.clear();
    }

    /** Answers a client with what all homes have. */
    void snapshot(ActorRef<Reply> replyTo) {
        begin(new Subject.Balances(), replyTo, (answers, state) -> {
            Map<String, List<Long>> together =
                    Shown.together(answers.stream().map(Shown.class::cast).toList(), isPendingShown());
            if (Shown.surplus(together) != 0) {
                tally.add(Happening.A_SNAPSHOT_SAW_HALF_OF_A_TRANSFER);
            }
            replyTo.tell(new Reply.Ok(together));
        });
    }

    private boolean isPendingShown() {
        return options.countermeasure() == Countermeasure.PENDING;
    }

    /** Goes on with {@code then} if no node orchestrates a saga that changes {@code account}; else the client fails. */
    void whenSettled(String account, ActorRef<Reply> replyTo, Consumer<SagaState> then) {
        begin(new Subject.UnderWay(account), replyTo, (answers, state) -> {
            Optional<String> saga = answers.stream()
                    .map(Busy.class::cast)
                    .flatMap(busy -> busy.saga().stream())
                    .findFirst();
            if (saga.isPresent()) {
                replyTo.tell(new Reply.Failed(saga.get() + " is under way on " + account));
            } else {
                then.accept(state);
            }
        });
    }

    private void begin(Subject subject, ActorRef<Reply> replyTo, BiConsumer<Collection<Answer>, SagaState> then) {
        // Not counted: after a restart, numbers would begin anew, and a late answer belong to another survey.
        long survey = node.random().nextLong();
        int nodes = node.group().size();
        open.put(
                survey,
                new Open(subject, new Round<>(node.group(), nodes), node.clock().monotonicNanos(), replyTo, then));
        timers.startTimerWithFixedDelay(survey, new AskAgain(survey), options.retryInterval());
        ask.accept(open.get(survey).round(), new Question(node.self(), survey, subject));
    }

    Answer answer(SagaState state, Subject subject) {
        return switch (subject) {
            case Subject.Balances balances -> Shown.of(state, isPendingShown());
            case Subject.UnderWay underWay ->
                new Busy(state.sagas().entrySet().stream()
                        .filter(saga -> saga.getValue().steps().stream()
                                .anyMatch(change -> change.account().equals(underWay.account())))
                        .findFirst()
                        .map(saga -> saga.getValue().change().reference() + " (" + saga.getKey() + ")"));
        };
    }

    void onAnswered(Answered answered, SagaState state) {
        Open asked = open.get(answered.survey());
        if (asked != null && asked.round().add(answered.from(), answered.answer())) {
            close(answered.survey());
            asked.then().accept(asked.round().answers().values(), state);
        }
    }

    void onAskAgain(long survey) {
        Open asked = open.get(survey);
        if (asked == null) {
            timers.cancel(survey);
        } else if (node.clock().monotonicNanos() - asked.sinceNanos()
                < options.operationTimeout().toNanos()) {
            ask.accept(asked.round(), new Question(node.self(), survey, asked.subject()));
        } else {
            close(survey);
            String missing = node.group().stream()
                    .filter(member -> !asked.round().answers().containsKey(member))
                    .findFirst()
                    .orElseThrow()
                    .toString();
            asked.replyTo().tell(new Reply.Failed(missing + " did not answer in time"));
        }
    }

    private void close(long survey) {
        open.remove(survey);
        timers.cancel(survey);
    }
}
