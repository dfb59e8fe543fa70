package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.KeyValueStore;
import dsc.concepts.foundations.consensus.zab.Entry.RequestId;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the clients of this server wait for. Each is answered here, when this server has delivered the change: so what a
 * client reads here next is not older. A crash makes a server forget them.
 */
final class Requests {

    private static final class Waiting {
        private final Command command;
        private final ActorRef<Reply> client;
        private boolean isDue;

        private Waiting(Command command, ActorRef<Reply> client) {
            this.command = command;
            this.client = client;
        }
    }

    private final NodeId self;
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private long incarnation;
    private long lastNumber;

    Requests(NodeId self) {
        this.self = self;
    }

    /** @param newIncarnation drawn, so that what others still have of earlier requests is not taken for later ones */
    void begin(long newIncarnation) {
        waiting.clear();
        incarnation = newIncarnation;
    }

    RequestId add(Command command, ActorRef<Reply> client) {
        waiting.put(++lastNumber, new Waiting(command, client));
        return id(lastNumber);
    }

    private RequestId id(long number) {
        return new RequestId(self, incarnation, number);
    }

    /** The number of the oldest one. */
    long oldest() {
        return waiting.firstKey();
    }

    int count() {
        return waiting.size();
    }

    /** Those that waited when this was asked last as well, and may have got lost on their way. */
    Map<RequestId, Command> due() {
        Map<RequestId, Command> due = new TreeMap<>(Comparator.comparingLong(RequestId::number));
        waiting.forEach((number, each) -> {
            if (each.isDue) {
                due.put(id(number), each.command);
            }
            each.isDue = true;
        });
        return due;
    }

    /** Answers the client of {@code entry}, if it is one of this server and still waits. */
    void answer(Entry entry, KeyValueStore.Answer answer, KeyValueStore store) {
        if (!entry.request().equals(id(entry.request().number()))) {
            return;
        }
        Optional.ofNullable(waiting.remove(entry.request().number()))
                .ifPresent(each -> each.client.tell(
                        switch (each.command) {
                            case Command.Sync sync -> result(store.get(sync.key()), entry.zxid());
                            case Command.OpenSession open -> answer.result().reply();
                            case Command.Update update -> reply(answer);
                        }));
    }

    private static Reply reply(KeyValueStore.Answer answer) {
        return answer.result().outcome() == KeyValueStore.Outcome.DONE
                ? result(answer.result().value(), Zxid.of(answer.position()))
                : answer.result().reply();
    }

    /** What a client is told, and takes with it: rule 9. */
    static Reply.Ok result(String value, Zxid zxid) {
        List<Object> told = Arrays.asList(value, zxid.numbers());
        return new Reply.Ok(told, zxid.toString());
    }

    /** The server has another leader, or none: what was proposed may be committed yet. */
    void giveUp() {
        waiting.values()
                .forEach(each -> each.client.tell(
                        each.command instanceof Command.Sync
                                ? new Reply.Redirect(Optional.empty())
                                : new Reply.Unknown("the leader is gone")));
        waiting.clear();
    }
}
