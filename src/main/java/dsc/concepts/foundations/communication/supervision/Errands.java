package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.foundations.communication.supervision.Foreman.Message;
import dsc.concepts.foundations.communication.supervision.Foreman.Outcome;
import dsc.concepts.shared.Letters;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** What clients asked of this node, and what it asked the homes of keys for them, once each. A crash forgets it. */
final class Errands {

    private record Errand(Letters.Operation operation, NodeId home, ActorRef<Reply> replyTo, List<String> letters) {}

    private final NodeContext<Message> node;
    private final TimerScheduler<Message> timers;
    private final Duration operationTimeout;
    private final BiConsumer<NodeId, Message> send;
    private final Map<Long, Errand> open = new HashMap<>();

    /** @param send takes a message to a node, which may be this one */
    Errands(
            NodeContext<Message> node,
            TimerScheduler<Message> timers,
            Duration operationTimeout,
            BiConsumer<NodeId, Message> send) {
        this.node = node;
        this.timers = timers;
        this.operationTimeout = operationTimeout;
        this.send = send;
    }

    void begin(Letters.Operation operation, NodeId home, ActorRef<Reply> replyTo) {
        // Not counted: after a restart, numbers would begin anew, and a late answer belong to another errand.
        long id = node.random().nextLong();
        open.put(id, new Errand(operation, home, replyTo, new ArrayList<>()));
        timers.startSingleTimer(id, new Foreman.OperationTimedOut(id), operationTimeout);
        send.accept(
                home,
                switch (operation) {
                    case Letters.Send letter -> new Foreman.Request(node.self(), id, letter.key(), letter.letter());
                    case Letters.Received received -> new Foreman.Question(node.self(), id, received.key(), 0);
                });
    }

    void onResponse(long id, Outcome outcome) {
        Errand errand = open.get(id);
        if (errand == null) {
            return;
        }
        switch (outcome) {
            case Foreman.Processed processed ->
                end(id, new Reply.Ok(List.of(errand.home().value(), processed.position())));
            case Foreman.Refused refused -> end(id, new Reply.Failed(refused.why()));
            case Foreman.Uncertain uncertain -> end(id, new Reply.Unknown(uncertain.why()));
            case Foreman.Page page -> onPage(id, errand, page);
        }
    }

    private void onPage(long id, Errand errand, Foreman.Page page) {
        if (page.first() != errand.letters().size()) {
            return;
        }
        errand.letters().addAll(page.letters());
        if (page.isLast()) {
            end(id, new Reply.Ok(List.of(List.copyOf(errand.letters()), page.count())));
        } else {
            send.accept(
                    errand.home(),
                    new Foreman.Question(
                            node.self(),
                            id,
                            errand.operation().key(),
                            errand.letters().size()));
        }
    }

    /** A request, or its answer, may be lost; a question changes nothing. */
    void onOperationTimedOut(long id) {
        Errand errand = open.get(id);
        if (errand != null) {
            String why = errand.home() + " did not answer in time";
            end(
                    id,
                    switch (errand.operation()) {
                        case Letters.Send letter -> new Reply.Unknown(why);
                        case Letters.Received received -> new Reply.Failed(why);
                    });
        }
    }

    private void end(long id, Reply reply) {
        timers.cancel(id);
        open.remove(id).replyTo().tell(reply);
    }
}
