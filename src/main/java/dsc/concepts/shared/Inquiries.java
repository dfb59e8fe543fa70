package dsc.concepts.shared;

import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Clients' questions what was received, taken to the key's home. The answer comes in pages, since a message has to fit
 * into one of Artery's frames. Belongs to one actor, which loses it in a crash.
 *
 * @param <M> the actor's messages
 */
public final class Inquiries<M> {

    public sealed interface Message extends Wire {}

    /** @param first the place of the first letter that is asked for, from 0 */
    public record Question(NodeId from, long inquiry, String key, int first) implements Message {}

    public record Page(long inquiry, int first, List<String> letters, boolean isLast) implements Message {}

    /** The time of an inquiry is over. */
    public record TimedOut(long inquiry) implements Message {}

    private record Open(String key, NodeId home, ActorRef<Reply> replyTo, List<String> letters) {}

    private final NodeContext<M> node;
    private final TimerScheduler<M> timers;
    private final int pageChars;
    private final Duration timeout;
    private final Function<Message, M> wrap;
    private final Map<Long, Open> open = new HashMap<>();
    private long pages;

    /**
     * @param pageChars about how many characters of letters go into one message
     * @param timeout after this long without the last page, the question has failed
     * @param wrap makes a message of the actor
     */
    public Inquiries(DurablePeer.Setup<M> setup, int pageChars, Duration timeout, Function<Message, M> wrap) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.pageChars = pageChars;
        this.timeout = timeout;
        this.wrap = wrap;
    }

    /**
     * Answers a client, after it has asked the home if that is another node.
     *
     * @param home where the letters of {@code key} are
     * @param inboxes the node's own letters
     */
    public void answer(String key, NodeId home, Inboxes inboxes, ActorRef<Reply> replyTo) {
        if (home.equals(node.self())) {
            replyTo.tell(new Reply.Ok(inboxes.of(key)));
        } else {
            ask(key, home, replyTo);
        }
    }

    /** Asks {@code home}, another node, and then answers the client. */
    void ask(String key, NodeId home, ActorRef<Reply> replyTo) {
        // Not counted: after a restart, numbers would begin anew, and a late page belong to another inquiry.
        long inquiry = node.random().nextLong();
        open.put(inquiry, new Open(key, home, replyTo, new ArrayList<>()));
        // Again and again, since Pekko drops messages when too many wait for the journal.
        timers.startTimerWithFixedDelay(inquiry, wrap.apply(new TimedOut(inquiry)), timeout);
        askForMore(inquiry);
    }

    private void askForMore(long inquiry) {
        Open asked = open.get(inquiry);
        Question question =
                new Question(node.self(), inquiry, asked.key(), asked.letters().size());
        node.peers().tell(asked.home(), wrap.apply(question));
    }

    /** @param inboxes the node's own letters */
    public void onMessage(Message message, Inboxes inboxes) {
        switch (message) {
            case Question question ->
                node.peers().tell(question.from(), wrap.apply(page(question, inboxes.of(question.key()))));
            case Page page -> onPage(page);
            case TimedOut over -> {
                timers.cancel(over.inquiry());
                Open asked = open.remove(over.inquiry());
                if (asked != null) {
                    asked.replyTo().tell(new Reply.Failed(asked.home() + " did not answer in time"));
                }
            }
        }
    }

    private Page page(Question question, List<String> all) {
        int first = Math.min(question.first(), all.size());
        Portion<String> fitting = Portion.of(all.subList(first, all.size()), pageChars, String::length);
        pages += first > 0 ? 1 : 0;
        return new Page(question.inquiry(), first, fitting.taken(), fitting.isAll());
    }

    private void onPage(Page page) {
        Open asked = open.get(page.inquiry());
        if (asked == null || asked.letters().size() != page.first()) {
            return;
        }
        asked.letters().addAll(page.letters());
        if (page.isLast()) {
            open.remove(page.inquiry());
            timers.cancel(page.inquiry());
            asked.replyTo().tell(new Reply.Ok(List.copyOf(asked.letters())));
        } else {
            askForMore(page.inquiry());
        }
    }

    /** How many pages this node has sent that were not the first of an answer. */
    public long furtherPages() {
        return pages;
    }

    /** Forgets all that is open. */
    public void clear() {
        open.clear();
    }
}
