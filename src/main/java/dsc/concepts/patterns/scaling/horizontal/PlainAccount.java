package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.protocol.Wire;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * What an {@link Account} is measured against: entities as plain Cluster Sharding has them, which promise less. A
 * repeated call counts again, and nothing says who wrote an event.
 */
final class PlainAccount extends EventSourcedBehavior<Account.Message, PlainAccount.Added, PlainAccount.Sum> {

    record Added(long amount) implements Wire {}

    record Sum(long amount) implements Wire {}

    /** An entity that forgets everything when it moves. */
    static Behavior<Account.Message> inMemory() {
        return inMemory(0);
    }

    private static Behavior<Account.Message> inMemory(long balance) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Account.Post post -> {
                long amount = post.transfer().amount();
                boolean covered = balance + amount >= 0;
                post.replyTo().tell(covered ? new Account.Holds(balance + amount) : new Account.NotCovered(balance));
                yield covered ? inMemory(balance + amount) : Behaviors.same();
            }
            case Account.Read read -> {
                read.replyTo().tell(new Account.Holds(balance));
                yield Behaviors.same();
            }
            case Account.Stop stop -> Behaviors.stopped();
            default -> Behaviors.unhandled();
        });
    }

    /** An entity that keeps its events, and no more. */
    static Behavior<Account.Message> journaled(String id) {
        return Behaviors.setup(actor -> new PlainAccount(id));
    }

    private PlainAccount(String id) {
        super(PersistenceId.of("plain", id));
    }

    @Override
    public Sum emptyState() {
        return new Sum(0);
    }

    @Override
    public CommandHandler<Account.Message, Added, Sum> commandHandler() {
        return (sum, message) -> switch (message) {
            case Account.Post post -> post(sum, post);
            case Account.Read read ->
                Effect().none().thenRun(same -> read.replyTo().tell(new Account.Holds(sum.amount())));
            case Account.Stop stop -> Effect().stop();
            default -> Effect().unhandled();
        };
    }

    private Effect<Added, Sum> post(Sum sum, Account.Post post) {
        long amount = post.transfer().amount();
        return sum.amount() + amount >= 0
                ? Effect()
                        .persist(new Added(amount))
                        .thenRun(after -> post.replyTo().tell(new Account.Holds(after.amount())))
                : Effect().none().thenRun(same -> post.replyTo().tell(new Account.NotCovered(sum.amount())));
    }

    @Override
    public EventHandler<Sum, Added> eventHandler() {
        return (sum, added) -> new Sum(sum.amount() + added.amount());
    }
}
