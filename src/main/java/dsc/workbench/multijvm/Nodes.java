package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Message.StepTaken;
import dsc.workbench.multijvm.NodeJvm.Event;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The nodes of one test, and what their JVMs say and do, in the order in which it is to be handled. */
final class Nodes {

    /** One node: its JVM of now, and what stays the same over restarts. */
    static final class Node {
        private final String role;
        private NodeJvm jvm;
        private int port;
        private int incarnation = 1;
        private String address;
        private boolean ready;
        private Optional<StepTaken> owed = Optional.empty();

        private Node(String role, int port, NodeJvm jvm) {
            this.role = role;
            this.port = port;
            this.jvm = jvm;
        }

        String role() {
            return role;
        }

        NodeJvm jvm() {
            return jvm;
        }

        /** Where its actor system listens. */
        int port() {
            return port;
        }

        void movedTo(int otherPort) {
            port = otherPort;
        }

        int incarnation() {
            return incarnation;
        }

        String address() {
            return address;
        }

        /** Its actor system is up. */
        boolean isReady() {
            return ready;
        }

        void ready(String systemAddress) {
            address = systemAddress;
            ready = true;
        }

        void gone() {
            ready = false;
        }

        /** It comes back in another JVM; what it said in the old one concerns nobody any more. */
        void restartedIn(NodeJvm another) {
            jvm.detach();
            jvm = another;
            incarnation++;
        }

        void send(Message message) {
            jvm.send(message);
        }

        /** It is to be told later, when it runs again. */
        void owe(StepTaken taken) {
            owed = Optional.of(taken);
        }

        void pay() {
            owed.ifPresent(this::send);
            owed = Optional.empty();
        }
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<Event> deferred = new ArrayDeque<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /** Where JVMs report. */
    BlockingQueue<Event> events() {
        return events;
    }

    void add(String role, int port, NodeJvm jvm) {
        nodes.put(role, new Node(role, port, jvm));
    }

    Node get(String role) {
        return nodes.get(role);
    }

    /** Those whose JVMs could be had. */
    Collection<Node> all() {
        return nodes.values();
    }

    Node of(Event event) {
        return find(event).orElseThrow();
    }

    private Optional<Node> find(Event event) {
        return nodes.values().stream().filter(node -> node.jvm == event.jvm()).findFirst();
    }

    Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        nodes.forEach((role, node) -> addresses.put(role, node.address));
        return addresses;
    }

    /** The next thing to handle, or nothing until the deadline. */
    Optional<Event> next(Deadline deadline) throws InterruptedException {
        while (true) {
            Event event =
                    deferred.isEmpty() ? events.poll(deadline.leftNanos(), TimeUnit.NANOSECONDS) : deferred.poll();
            if (event == null) {
                return Optional.empty();
            }
            if (find(event).isPresent()) {
                return Optional.of(event);
            }
        }
    }

    /** The next message of this kind from {@code role}; whatever else happens meanwhile is handled later. */
    <T extends Message> Optional<T> answer(String role, Class<T> kind, Deadline deadline) throws InterruptedException {
        NodeJvm jvm = nodes.get(role).jvm;
        for (Event event : List.copyOf(deferred)) {
            Optional<T> answer = answer(event, jvm, kind);
            if (answer.isPresent()) {
                deferred.remove(event);
                return answer;
            }
        }
        while (true) {
            Event event = events.poll(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return Optional.empty();
            }
            Optional<T> answer = answer(event, jvm, kind);
            if (answer.isPresent()) {
                return answer;
            }
            deferred.add(event);
            if (event instanceof Event.Died died && died.jvm() == jvm) {
                return Optional.empty();
            }
        }
    }

    private static <T> Optional<T> answer(Event event, NodeJvm jvm, Class<T> kind) {
        return event instanceof Event.Said said && said.jvm() == jvm && kind.isInstance(said.message())
                ? Optional.of(kind.cast(said.message()))
                : Optional.empty();
    }
}
