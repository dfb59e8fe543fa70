package dsc.concepts.foundations.coordination.streaming;

import dsc.concepts.shared.DurablePeer;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Clients' questions from where the group goes on, taken to the owner of a partition. Belongs to one actor. */
final class Questions {

    private final NodeContext<Streaming.Message> node;
    private final TimerScheduler<Streaming.Message> timers;
    private final Duration timeout;
    private final Map<Long, ActorRef<Reply>> open = new HashMap<>();

    Questions(DurablePeer.Setup<Streaming.Message> setup, Duration timeout) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.timeout = timeout;
    }

    void clear() {
        open.clear();
    }

    /** Asks {@code owner}, another node, and then answers the client. */
    void ask(int partition, NodeId owner, ActorRef<Reply> replyTo) {
        // Not counted: after a restart, numbers would begin anew, and a late answer belong to another question.
        long number = node.random().nextLong();
        open.put(number, replyTo);
        // Again and again, since Pekko drops messages when too many wait for the journal.
        timers.startTimerWithFixedDelay(number, new Streaming.QuestionTimedOut(number), timeout);
        node.peers().tell(owner, new Streaming.Question(node.self(), number, partition));
    }

    /** @param partition the one that was asked about, at its owner */
    void onQuestion(Streaming.Question question, Partition partition) {
        Streaming.Answer answer = new Streaming.Answer(question.number(), partition.committed());
        node.peers().tell(question.from(), answer);
    }

    void onAnswer(long number, Reply reply) {
        timers.cancel(number);
        ActorRef<Reply> asker = open.remove(number);
        if (asker != null) {
            asker.tell(reply);
        }
    }
}
