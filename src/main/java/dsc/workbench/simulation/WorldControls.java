package dsc.workbench.simulation;

import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What faults do to a world. */
final class WorldControls implements Nemesis.Controls {

    private final Agenda agenda;
    private final Hosts<?> hosts;
    private final Network network;
    private final Consumer<Injection> listener;

    /** For each node, by its place, the places of the clients that stand beside it, if their links can ail. */
    private final List<List<Integer>> neighbours = new ArrayList<>();

    /** @param listener is told of every beginning and end */
    WorldControls(Agenda agenda, WorldSpec spec, Hosts<?> hosts, Network network, Consumer<Injection> listener) {
        this.agenda = agenda;
        this.hosts = hosts;
        this.network = network;
        this.listener = listener;
        int nodes = spec.conditions().nodes();
        for (int node = 0; node < nodes; node++) {
            neighbours.add(new ArrayList<>());
        }
        if (spec.conditions().has(Hazard.CLIENT_LINKS)) {
            SplittableRandom random = spec.random("neighbours", 0);
            for (int client = 0; client < spec.conditions().clients(); client++) {
                neighbours.get(random.nextInt(nodes)).add(nodes + client);
            }
        }
    }

    @Override
    public long nowNanos() {
        return agenda.nowNanos();
    }

    @Override
    public void at(long nanos, Runnable action) {
        agenda.at(nanos, action);
    }

    @Override
    public Optional<NodeId> leader() {
        return hosts.leader();
    }

    @Override
    public void crash(NodeId node) {
        hosts.crash(node);
    }

    @Override
    public void crashInStep(NodeId node, long byNanos) {
        hosts.crashInStep(node, byNanos);
    }

    @Override
    public void loseDisk(NodeId node) {
        hosts.loseDisk(node);
    }

    @Override
    public void start(NodeId node) {
        hosts.start(node);
    }

    @Override
    public void pause(NodeId node) {
        hosts.pause(node);
    }

    @Override
    public void resume(NodeId node) {
        hosts.resume(node);
    }

    @Override
    public void setLink(NodeId from, NodeId to, LinkFault fault) {
        int fromPlace = hosts.place(from);
        int toPlace = hosts.place(to);
        network.setFault(fromPlace, toPlace, fault);
        neighbours.get(fromPlace).forEach(client -> network.setFault(client, toPlace, fault));
        neighbours.get(toPlace).forEach(client -> network.setFault(fromPlace, client, fault));
    }

    @Override
    public void shiftClock(NodeId node, long millis) {
        hosts.shiftClock(node, millis);
    }

    @Override
    public void transferLeadership(NodeId target) {
        hosts.transferLeadership(target);
    }

    @Override
    public boolean changeGroup(NodeId node, boolean into) {
        return hosts.changeGroup(node, into);
    }

    @Override
    public void onFault(Injection injection) {
        listener.accept(injection);
    }
}
