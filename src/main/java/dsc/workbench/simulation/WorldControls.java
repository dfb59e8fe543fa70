package dsc.workbench.simulation;

import dsc.workbench.faults.Injection;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What faults do to a world. */
final class WorldControls implements Nemesis.Controls {

    private final Agenda agenda;
    private final Hosts<?> hosts;
    private final Network network;
    private final List<Client> clients;
    private final Consumer<Injection> listener;

    /** @param listener is told of every beginning and end */
    WorldControls(Agenda agenda, Hosts<?> hosts, Network network, List<Client> clients, Consumer<Injection> listener) {
        this.agenda = agenda;
        this.hosts = hosts;
        this.network = network;
        this.clients = clients;
        this.listener = listener;
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
        clients.forEach(client -> hosts.traffic().breakConnection(client, node));
        hosts.crash(node);
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
        network.setFault(hosts.place(from), hosts.place(to), fault);
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
