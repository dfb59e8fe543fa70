package dsc.workbench.multijvm.nodes;

import dsc.workbench.multijvm.nodes.Message.StepTaken;
import dsc.workbench.multijvm.nodes.NodeJvm.Event;
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
public final class Nodes {

    /** One node: its JVM of now, and what stays the same over restarts. */
    public static final class Node {
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

        public String role() {
            return role;
        }

        public NodeJvm jvm() {
            return jvm;
        }

        /** Where its actor system listens. */
        public int port() {
            return port;
        }

        public void movedTo(int otherPort) {
            port = otherPort;
        }

        public int incarnation() {
            return incarnation;
        }

        public String address() {
            return address;
        }

        /** Its actor system is up. */
        public boolean isReady() {
            return ready;
        }

        public void ready(String systemAddress) {
            address = systemAddress;
            ready = true;
        }

        public void gone() {
            ready = false;
        }

        /** It comes back in another JVM; what it said in the old one concerns nobody any more. */
        public void restartedIn(NodeJvm another) {
            jvm.detach();
            jvm = another;
            incarnation++;
        }

        public void send(Message message) {
            jvm.send(message);
        }

        /** It is to be told later, when it runs again. */
        public void owe(StepTaken taken) {
            owed = Optional.of(taken);
        }

        public void pay() {
            owed.ifPresent(this::send);
            owed = Optional.empty();
        }
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<Event> deferred = new ArrayDeque<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /** Where JVMs report. */
    public BlockingQueue<Event> events() {
        return events;
    }

    public void add(String role, int port, NodeJvm jvm) {
        nodes.put(role, new Node(role, port, jvm));
    }

    public Node get(String role) {
        return nodes.get(role);
    }

    /** Those whose JVMs could be had. */
    public Collection<Node> all() {
        return nodes.values();
    }

    public Node of(Event event) {
        return find(event).orElseThrow();
    }

    private Optional<Node> find(Event event) {
        return nodes.values().stream().filter(node -> node.jvm == event.jvm()).findFirst();
    }

    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        nodes.forEach((role, node) -> addresses.put(role, node.address));
        return addresses;
    }

    /** The next thing to handle, or nothing until the deadline. */
    public Optional<Event> next(Deadline deadline) throws InterruptedException {
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
    public <T extends Message> Optional<T> answer(String role, Class<T> kind, Deadline deadline)
            throws InterruptedException {
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
