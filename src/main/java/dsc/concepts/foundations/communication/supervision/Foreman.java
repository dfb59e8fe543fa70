package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Examination.FatalException;
import dsc.concepts.foundations.communication.supervision.Worker.Task;
import dsc.concepts.shared.Homes;
import dsc.concepts.shared.Letters;
import dsc.concepts.shared.Portion;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A node that has the letters of each key that is at home here processed by a worker of its own, and sees to it that
 * clients are answered when a worker fails (Armstrong 2003: the failure of one process is handled by another one).
 *
 * <p>Legal transitions of a key: idle → worked on, by a worker that may be restarted → given up, when its worker has
 * stopped → idle, a while later. Those of a task: given → done; given → failed, as its worker says or its end does;
 * given → forgotten, when nothing was heard of it for as long as its asker waits.
 */
public final class Foreman extends AbstractMatchingBehavior<Foreman.Message> {

    public sealed interface Message {}

    /** A client's operation. */
    public record Ask(Letters.Operation operation, ActorRef<Reply> replyTo) implements Message {}

    public record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    public sealed interface PeerMessage extends Message, Wire {}

    /** Asks the home of {@code key} to have {@code letter} processed. It is sent once, and nobody recognizes it. */
    public record Request(NodeId from, long errand, String key, String letter) implements PeerMessage {}

    /** @param first the place of the first letter that is asked for, from 0 */
    public record Question(NodeId from, long errand, String key, int first) implements PeerMessage {}

    public record Response(long errand, Outcome outcome) implements PeerMessage {}

    /** What became of a request or a question. */
    public sealed interface Outcome extends Wire {}

    /** @param position of the letter among those of its key, from 1 */
    public record Processed(long position) implements Outcome {}

    /** It did not take effect, and never will. */
    public record Refused(String why) implements Outcome {}

    /** It may have taken effect. */
    public record Uncertain(String why) implements Outcome {}

    /**
     * A part of the answer to a question.
     *
     * @param count how many letters the worker counted
     */
    public record Page(int first, List<String> letters, long count, boolean isLast) implements Outcome {}

    /** A worker has done its task of that number. */
    record Done(String key, long number, Outcome outcome, Ledger ledger) implements Message {}

    /** A worker failed on its task of that number, and begins anew. */
    record Restarting(String key, long number, Outcome outcome) implements Message {}

    record OperationTimedOut(long errand) implements Message {}

    private record ServeAgain(String key) implements Message {}

    /**
     * What a node shows of a key that is at home there.
     *
     * @param ledger as the worker said last
     * @param restarts how often the worker was restarted in a row, without the window between two of them
     * @param waiting tasks that the worker has not done
     */
    record Bench(Ledger ledger, int restarts, boolean isGivenUp, int waiting) {}

    /** What a node shows of itself. */
    record View(Options options, SortedMap<String, Bench> benches, Map<Happening, Long> happened) implements NodeView {
        @Override
        public Map<String, Object> details() {
            Map<String, Object> letters = new TreeMap<>();
            Map<String, Object> counts = new TreeMap<>();
            benches.forEach((key, bench) -> {
                letters.put(key, bench.ledger().letters().size());
                counts.put(key, bench.ledger().count());
            });
            List<String> givenUp = benches.entrySet().stream()
                    .filter(bench -> bench.getValue().isGivenUp())
                    .map(Map.Entry::getKey)
                    .toList();
            return new TreeMap<>(Map.of(
                    "letters",
                    letters,
                    "counted",
                    counts,
                    "restarts",
                    happened.getOrDefault(Happening.A_WORKER_WAS_RESTARTED, 0L),
                    "given up",
                    givenUp));
        }
    }

    enum Happening {
        A_WORKER_WAS_RESTARTED,
        A_WORKER_WAS_RESTARTED_WITH_LETTERS_BEHIND_THE_POISON,
        A_WORKER_REACHED_ITS_LIMIT,
        A_WORKER_WAS_GIVEN_UP_AND_CAME_BACK,
        A_TASK_GOT_NO_OUTCOME,
        A_LATER_TASK_WAS_DONE_BEFORE_AN_EARLIER_ONE,
        A_KEY_WAS_ASKED_FOR_WHILE_IT_WAS_GIVEN_UP,
        AN_ANSWER_HAD_SEVERAL_PAGES
    }

    private final NodeContext<Message> node;
    private final Options options;
    private final TimerScheduler<Message> timers;
    private final Supervision supervision;
    private final Errands errands;
    private final SortedMap<String, Workplace> workplaces = new TreeMap<>();
    private final Tally<Happening> tally = new Tally<>(Happening.class);
    private long lastNumber;

    public static Behavior<Message> create(NodeContext<Message> node) {
        Options options = Options.from(node.settings());
        return Behaviors.setup(actor -> Behaviors.withTimers(timers -> new Foreman(actor, node, options, timers)));
    }

    private Foreman(
            ActorContext<Message> actor, NodeContext<Message> node, Options options, TimerScheduler<Message> timers) {
        super(actor);
        this.node = node;
        this.options = options;
        this.timers = timers;
        this.supervision = new Supervision(options, Durable.of(node));
        this.errands = new Errands(node, timers, options.operationTimeout(), this::send);
    }

    @Override
    public Behavior<Message> onMessage(Message message) {
        switch (message) {
            case Ask ask ->
                errands.begin(
                        ask.operation(), Homes.of(ask.operation().key(), node.group(), NodeId::value), ask.replyTo());
            case Inspect inspect -> inspect.replyTo().tell(view());
            case Request request ->
                give(
                        request.key(),
                        new Workplace.Asker(request.from(), request.errand(), -1),
                        number -> new Worker.Letter(number, request.letter()));
            case Question question ->
                give(
                        question.key(),
                        new Workplace.Asker(question.from(), question.errand(), question.first()),
                        Worker.Show::new);
            case Response response -> errands.onResponse(response.errand(), response.outcome());
            case Done done -> onDone(done);
            case Restarting restarting -> onRestarting(restarting);
            case OperationTimedOut over -> errands.onOperationTimedOut(over.errand());
            case ServeAgain again -> {
                tally.add(Happening.A_WORKER_WAS_GIVEN_UP_AND_CAME_BACK);
                workplaces.remove(again.key());
            }
        }
        return this;
    }

    private View view() {
        SortedMap<String, Bench> benches = new TreeMap<>();
        workplaces.forEach((key, workplace) -> benches.put(key, workplace.bench()));
        return new View(options, benches, tally.counts());
    }

    private void send(NodeId to, Message message) {
        if (to.equals(node.self())) {
            getContext().getSelf().tell(message);
        } else {
            node.peers().tell(to, message);
        }
    }

    /** Has the worker of {@code key} do something, if it has one and not too much waits for it. */
    private void give(String key, Workplace.Asker asker, LongFunction<Task> task) {
        Workplace workplace = workplaces.computeIfAbsent(key, this::open);
        long nowNanos = node.clock().monotonicNanos();
        if (workplace.forget(nowNanos - options.operationTimeout().toNanos())) {
            tally.add(Happening.A_TASK_GOT_NO_OUTCOME);
        }
        if (workplace.isGivenUp()) {
            tally.add(Happening.A_KEY_WAS_ASKED_FOR_WHILE_IT_WAS_GIVEN_UP);
            answer(asker, new Refused("the worker of " + key + " was stopped, and is away for a while"));
        } else if (workplace.waiting() >= options.waitingMax()) {
            answer(asker, new Refused("the worker of " + key + " is busy: " + workplace.waiting() + " tasks wait"));
        } else {
            long number = ++lastNumber;
            workplace.give(number, asker, nowNanos, task.apply(number));
        }
    }

    private Workplace open(String key) {
        ActorRef<Task> worker =
                getContext().spawn(supervision.worker(key, getContext().getSelf()), Supervision.name(key));
        getContext().watch(worker);
        return new Workplace(worker);
    }

    private void answer(Workplace.Asker asker, Outcome outcome) {
        send(asker.node(), new Response(asker.errand(), outcome));
    }

    private void onDone(Done done) {
        Workplace workplace = workplaces.get(done.key());
        workplace.show(done.ledger());
        end(workplace, done.number(), done.outcome());
    }

    private void onRestarting(Restarting restarting) {
        Workplace workplace = workplaces.get(restarting.key());
        boolean isOver = restarting.outcome() instanceof Refused;
        if (isOver) {
            tally.add(Happening.A_WORKER_WAS_RESTARTED);
            workplace.restarted(node.clock().monotonicNanos(), options.window().toNanos());
        }
        end(workplace, restarting.number(), restarting.outcome());
        if (isOver && workplace.waiting() > 0) {
            tally.add(Happening.A_WORKER_WAS_RESTARTED_WITH_LETTERS_BEHIND_THE_POISON);
        }
    }

    /**
     * A task that was dropped, with the stash of a journaled worker that began anew, has no outcome (rule 4): its asker
     * is told that it is unknown, after its timeout. That a later task is done does not mean that this one was dropped:
     * what waited while a worker read its journal may be done after what came then.
     */
    private void end(Workplace workplace, long number, Outcome outcome) {
        if (workplace.isLate(number)) {
            tally.add(Happening.A_LATER_TASK_WAS_DONE_BEFORE_AN_EARLIER_ONE);
        }
        workplace.take(number).ifPresent(job -> {
            Workplace.Asker asker = job.asker();
            answer(
                    asker,
                    asker.isQuestion() && outcome instanceof Processed ? page(workplace, asker.first()) : outcome);
        });
    }

    private Page page(Workplace workplace, int from) {
        List<String> all = workplace.ledger().letters();
        int first = Math.min(from, all.size());
        Portion<String> fitting = Portion.of(all.subList(first, all.size()), options.pageChars(), String::length);
        if (first > 0) {
            tally.add(Happening.AN_ANSWER_HAD_SEVERAL_PAGES);
        }
        return new Page(first, fitting.taken(), workplace.ledger().count(), fitting.isAll());
    }

    /** Unhandled, this signal would end the foreman itself, and all its workers (rule 6). */
    @Override
    public Behavior<Message> onSignal(Signal signal) {
        if (signal instanceof ChildFailed failed) {
            workplaces.entrySet().stream()
                    .filter(workplace -> workplace.getValue().isOf(failed.getRef()))
                    .findFirst()
                    .ifPresent(workplace -> onWorkerStopped(workplace.getKey(), workplace.getValue(), failed));
        }
        return this;
    }

    /**
     * Nothing was kept of what waits without a word, since a worker fails between two letters (rule 5); unless it
     * resumed before, with halves that nobody heard of.
     */
    private void onWorkerStopped(String key, Workplace workplace, ChildFailed failed) {
        if (!(failed.getCause() instanceof FatalException)) {
            tally.add(Happening.A_WORKER_REACHED_ITS_LIMIT);
        }
        String why = "the worker of " + key + " was stopped";
        Outcome outcome = options.strategy().isWhole() ? new Refused(why) : new Uncertain(why);
        workplace.giveUp().forEach(job -> answer(job.asker(), outcome));
        timers.startSingleTimer(key, new ServeAgain(key), options.givenUpFor());
    }
}
