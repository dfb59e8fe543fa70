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

/** A node whose actor leaves its notes to its children, which keep them under ids of their own. */
final class TwoJournals extends ToyScenario<TwoJournals.Message> {

    sealed interface Message {}

    record Note(ActorRef<Reply> replyTo) implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** How many notes each start of a child recovered, and the numbers of those that it saw written, in order. */
    final List<String> log = new ArrayList<>();

    private final Object event;
    private final List<String> children;

    /** One child. */
    TwoJournals() {
        this("note", "notes");
    }

    /** @param event what each child writes for a note */
    TwoJournals(Object event, String... children) {
        this.event = event;
        this.children = List.of(children);
    }

    @Override
    public Behavior<Message> behavior(NodeContext<Message> node) {
        return Behaviors.setup(actor -> {
            List<ActorRef<Note>> refs = children.stream()
                    .map(name -> actor.spawn(
                            Behaviors.<Note>setup(ignored -> new Child(node.persistenceId() + "-" + name)), name))
                    .toList();
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Note note -> refs.forEach(child -> child.tell(note));
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

    private final class Child extends EventSourcedBehavior<Note, Object, Integer> {
        Child(String id) {
            super(PersistenceId.ofUniqueId(id));
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public EventHandler<Integer, Object> eventHandler() {
            return (notes, text) -> notes + 1;
        }

        @Override
        public CommandHandler<Note, Object, Integer> commandHandler() {
            return (notes, note) -> Effect().persist(event).thenRun(now -> {
                log.add(persistenceId().id() + " " + now);
                note.replyTo().tell(new Reply.Ok(now));
            });
        }
    }
}
