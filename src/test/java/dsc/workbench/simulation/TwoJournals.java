package dsc.workbench.simulation;

import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** A node whose actor leaves its notes to a child, which keeps them under an id of its own. */
final class TwoJournals extends ToyScenario<TwoJournals.Message> {

    sealed interface Message {}

    record Note(ActorRef<Reply> replyTo) implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** How many notes each start of a child recovered, and the numbers of those that it saw written, in order. */
    final List<String> log = new ArrayList<>();

    @Override
    public Behavior<Message> behavior(NodeContext<Message> node) {
        return Behaviors.setup(actor -> {
            ActorRef<Note> child = actor.spawn(Behaviors.setup(ignored -> new Child(node.persistenceId())), "child");
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Note note -> child.tell(note);
                    case Inspect inspect -> inspect.replyTo().tell(new Said("node", 0));
                }
                return Behaviors.same();
            });
        });
    }

    @Override
    public Operations<Message> operations() {
        return Operations.<Message>named(id()).update("go", (call, replyTo) -> new Note(replyTo));
    }

    @Override
    public Message inspect(ActorRef<NodeView> replyTo) {
        return new Inspect(replyTo);
    }

    private final class Child extends EventSourcedBehavior<Note, String, Integer> {
        Child(String id) {
            super(PersistenceId.ofUniqueId(id + "-notes"));
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public EventHandler<Integer, String> eventHandler() {
            return (notes, text) -> notes + 1;
        }

        @Override
        public CommandHandler<Note, String, Integer> commandHandler() {
            return (notes, note) -> Effect().persist("note").thenRun(now -> {
                log.add(persistenceId().id() + " " + now);
                note.replyTo().tell(new Reply.Ok(now));
            });
        }
    }
}
