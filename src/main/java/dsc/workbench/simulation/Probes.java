package dsc.workbench.simulation;

import java.util.function.Consumer;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorRefProvider;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.FunctionRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import scala.runtime.BoxedUnit;

/**
 * Makes actor references that stand for somebody outside of the actor system: what is told to one is handed over at
 * once, without a mailbox. Pekko's own class for that is internal, so it is used only here.
 */
final class Probes {

    private final ActorSystem system;
    private final ActorRefProvider provider;
    private final ActorPath parent;
    private long count;

    Probes(ActorSystem system) {
        this.system = system;
        this.provider = ((ExtendedActorSystem) system).provider();
        this.parent = provider.rootPath().child("simulation");
    }

    <T> ActorRef<T> probe(Consumer<T> listener) {
        return Adapter.toTyped(new FunctionRef(parent.child("probe" + next()), provider, system, (sender, message) -> {
            @SuppressWarnings("unchecked")
            T told = (T) message;
            listener.accept(told);
            return BoxedUnit.UNIT;
        }));
    }

    long next() {
        return count++;
    }
}
