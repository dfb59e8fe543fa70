package dsc.concepts.foundations.transactions;

import dsc.concepts.shared.DurablePeer;
import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Clients' questions for a ledger, taken to the account's home. The answer comes in pages, since a message has to fit
 * into one of Artery's frames; the first page says of how many entries the balance is, and what is posted after that
 * does not belong to the answer. Belongs to one actor, which loses it in a crash.
 *
 * @param <M> the actor's messages
 */
public final class Audits<M> {

    public sealed interface Message extends Wire {}

    /** @param first the place of the first entry that is asked for, from 0 */
    public record Question(NodeId from, long audit, String account, int first) implements Message {}

    /** @param references of the entries from number {@code first} on */
    public record Page(long audit, int first, Accounts.Seen seen, List<String> references) implements Message {}

    /** An account that is locked is about to change. */
    public record Refused(long audit, String why) implements Message {}

    /** The time of an audit is over. */
    public record TimedOut(long audit) implements Message {}

    private static final class Open {
        private final String account;
        private final NodeId home;
        private final ActorRef<Reply> replyTo;
        private final List<String> references = new ArrayList<>();
        private Accounts.Seen seen;

        private Open(String account, NodeId home, ActorRef<Reply> replyTo) {
            this.account = account;
            this.home = home;
            this.replyTo = replyTo;
        }
    }

    private final NodeContext<M> node;
    private final TimerScheduler<M> timers;
    private final int pageChars;
    private final Duration timeout;
    private final Function<Message, M> wrap;
    private final Map<Long, Open> open = new HashMap<>();
    private long pages;

    /**
     * @param pageChars about how many characters of references go into one message
     * @param timeout after this long without the last page, the audit has failed
     * @param wrap makes a message of the actor
     */
    public Audits(DurablePeer.Setup<M> setup, int pageChars, Duration timeout, Function<Message, M> wrap) {
        this.node = setup.node();
        this.timers = setup.timers();
        this.pageChars = pageChars;
        this.timeout = timeout;
        this.wrap = wrap;
    }

    /**
     * Answers a client, after it has asked the home if that is another node.
     *
     * @param accounts those that are at home here
     */
    public void answer(String account, NodeId home, Accounts accounts, ActorRef<Reply> replyTo) {
        if (home.equals(node.self())) {
            Account own = accounts.of(account);
            Optional<String> holder = accounts.holder(account);
            replyTo.tell(
                    holder.isPresent()
                            ? new Reply.Failed(holder.get())
                            : new Reply.Ok(result(own.balance(), references(own, 0))));
            return;
        }
        // Not counted: after a restart, numbers would begin anew, and a late page belong to another audit.
        long audit = node.random().nextLong();
        open.put(audit, new Open(account, home, replyTo));
        timers.startTimerWithFixedDelay(audit, wrap.apply(new TimedOut(audit)), timeout);
        askForMore(audit);
    }

    private static List<String> references(Account account, int first) {
        return account.ledger().stream().skip(first).map(Change::reference).toList();
    }

    private static Map<String, Object> result(long balance, List<String> references) {
        return new TreeMap<>(Map.of("balance", balance, "posted", references));
    }

    private void askForMore(long audit) {
        Open asked = open.get(audit);
        node.peers()
                .tell(asked.home, wrap.apply(new Question(node.self(), audit, asked.account, asked.references.size())));
    }

    /** @param accounts those that are at home here */
    public void onMessage(Message message, Accounts accounts) {
        switch (message) {
            case Question question -> node.peers().tell(question.from(), wrap.apply(answer(question, accounts)));
            case Page page -> onPage(page);
            case Refused refused -> fail(refused.audit(), refused.why());
            case TimedOut over -> {
                timers.cancel(over.audit());
                Open asked = open.get(over.audit());
                if (asked != null) {
                    fail(over.audit(), asked.home + " did not answer in time");
                }
            }
        }
    }

    private Message answer(Question question, Accounts accounts) {
        Optional<String> holder = accounts.holder(question.account());
        if (question.first() == 0 && holder.isPresent()) {
            return new Refused(question.audit(), holder.get());
        }
        pages += question.first() > 0 ? 1 : 0;
        Account account = accounts.of(question.account());
        return new Page(
                question.audit(),
                question.first(),
                new Accounts.Seen(account.balance(), account.ledger().size()),
                Portion.of(references(account, question.first()), pageChars, String::length)
                        .taken());
    }

    private void onPage(Page page) {
        Open asked = open.get(page.audit());
        if (asked == null || page.first() != asked.references.size()) {
            return;
        }
        asked.seen = asked.seen == null ? page.seen() : asked.seen;
        asked.references.addAll(page.references());
        int entries = asked.seen.entries();
        if (asked.references.size() < entries) {
            askForMore(page.audit());
            return;
        }
        close(page.audit());
        asked.replyTo.tell(
                new Reply.Ok(result(asked.seen.balance(), List.copyOf(asked.references.subList(0, entries)))));
    }

    private void fail(long audit, String why) {
        Open asked = open.get(audit);
        if (asked != null) {
            close(audit);
            asked.replyTo.tell(new Reply.Failed(why));
        }
    }

    private void close(long audit) {
        open.remove(audit);
        timers.cancel(audit);
    }

    /** How many pages this node has sent, beside first ones. */
    public long furtherPages() {
        return pages;
    }

    /** Forgets the audits that are open. */
    public void clear() {
        open.clear();
    }
}
