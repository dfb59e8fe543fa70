package dsc.workbench.multijvm;

import dsc.workbench.links.OutgoingCuts;
import dsc.workbench.multijvm.nodes.Channel;
import dsc.workbench.multijvm.nodes.Listed;
import dsc.workbench.multijvm.nodes.Message;
import dsc.workbench.multijvm.nodes.Message.Arrived;
import dsc.workbench.multijvm.nodes.Message.Compute;
import dsc.workbench.multijvm.nodes.Message.Computed;
import dsc.workbench.multijvm.nodes.Message.Ended;
import dsc.workbench.multijvm.nodes.Message.Here;
import dsc.workbench.multijvm.nodes.Message.Prepare;
import dsc.workbench.multijvm.nodes.Message.StepTaken;
import dsc.workbench.multijvm.nodes.Outcome;
import dsc.workbench.multijvm.nodes.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.Leave;
import org.apache.pekko.remote.testkit.MultiNodeSpec;
import org.opentest4j.TestAbortedException;

/**
 * The node as which a test runs in this JVM.
 *
 * <p>The same method runs on all nodes. Some of what is here concerns this node alone; the rest are <em>steps</em> of
 * the whole test: {@link #barrier}, {@link #decide}, {@link #partition}, {@link #cutOneWay}, {@link #heal},
 * {@link #kill}, {@link #exit}, {@link #restart}, {@link #pause}, {@link #resume}. Every node takes all steps in the
 * same order, each waits until the others are there, and then the step is done once; so a step stands outside
 * {@link #runOn} and outside conditions. A node that was restarted runs the method from its beginning, and one that was
 * stopped goes on where it was: for both, steps that the others took meanwhile are over at once.
 *
 * <p>Roles are written {@code n1}, several {@code n1, n2}, groups of them {@code n1 | n2, n3}.
 */
public final class MultiJvm {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Prepare plan;
    private final Roles roles;
    private final NodeSystem spec;
    private final ActorSystem<Void> system;
    private final OutgoingCuts cuts;
    private final Channel channel;
    private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
    private Map<String, String> addresses = Map.of();
    private boolean onSome;
    private final TestThread test = new TestThread();
    private final Wait wait = new Wait(this, test);

    /** Something that may throw anything. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    MultiJvm(Prepare plan, NodeSystem spec, Channel channel) {
        this.plan = plan;
        this.roles = new Roles(plan.roles());
        this.spec = spec;
        this.system = Adapter.toTyped(spec.system());
        this.cuts = OutgoingCuts.of(spec.system());
        this.channel = channel;
    }

    /** The role of this node, such as {@code n1}. */
    public String role() {
        return plan.role();
    }

    /** The roles of all nodes, in order. */
    public List<String> roles() {
        return plan.roles();
    }

    /** 1, and one more with each {@link #restart} of this node. */
    public int incarnation() {
        return plan.incarnation();
    }

    /** Whether this node is one of {@code roles}. */
    public boolean is(String roles) {
        return this.roles.several(roles).contains(role());
    }

    /** Runs {@code body} on the nodes of {@code roles} only. */
    public void runOn(String roles, Body body) {
        if (!is(roles)) {
            return;
        }
        onSome = true;
        try {
            body.run();
        } catch (Exception thrown) {
            throw SneakyThrow.thrown(thrown);
        } finally {
            onSome = false;
        }
    }

    /** Waits until all nodes have entered the barrier of this name. */
    public void barrier(String name) {
        take(new Step.Barrier(name));
    }

    /**
     * Finds a value out on one node, the first that is running, and returns it on all: which node leads, for one. Where
     * nodes are cut off, that may be one that does not know.
     *
     * @param name of the decision
     * @param value null is not a value
     */
    public String decide(String name, Callable<String> value) {
        return take(new Step.Decide(name), value);
    }

    /**
     * Cuts groups of nodes off from each other, in both directions, until {@link #heal}.
     *
     * @param groups such as {@code n1 | n2, n3}; every node is in one. A cut that was there before is replaced.
     */
    public void partition(String groups) {
        take(new Step.Partition(roles.groups(groups)));
    }

    /**
     * Loses all that {@code from} sends to {@code to}, until {@link #heal}. What {@code to} sends arrives, but no
     * answer to it. Cuts that were there before stay. Nodes that have never heard of each other cannot meet over a link
     * that is cut one way, since each waits for the other's answer.
     */
    public void cutOneWay(String from, String to) {
        List<String> senders = List.copyOf(this.roles.several(from));
        List<String> receivers = List.copyOf(this.roles.several(to));
        if (senders.stream().anyMatch(receivers::contains)) {
            throw new Suite.MistakeException("cutOneWay(\"" + from + "\", \"" + to + "\") cuts a node off from itself");
        }
        take(new Step.CutOneWay(senders, receivers));
    }

    /** Ends all cuts. */
    public void heal() {
        take(new Step.Heal());
    }

    /** Kills the process of {@code role}: SIGKILL. For that node the test ends here. */
    public void kill(String role) {
        take(new Step.Kill(roles.one(role)));
    }

    /**
     * Makes the JVM of {@code role} exit, with nothing said to the cluster before. For that node the test ends here.
     */
    public void exit(String role) {
        take(new Step.Exit(roles.one(role)));
    }

    /**
     * Starts {@code role}, which was killed or has exited, in a new JVM, on the same port and with the same directory.
     * It runs the test from its beginning, with another {@link #incarnation}.
     */
    public void restart(String role) {
        take(new Step.Restart(roles.one(role)));
    }

    /** Stops the process of {@code role}: SIGSTOP. */
    public void pause(String role) {
        take(new Step.Pause(roles.one(role)));
    }

    /** Continues the process of {@code role}: SIGCONT. */
    public void resume(String role) {
        take(new Step.Resume(roles.one(role)));
    }

    private void take(Step step) {
        take(step, null);
    }

    private String take(Step step, Callable<String> value) {
        test.mindEnd();
        if (onSome) {
            throw new Suite.MistakeException(
                    step + " stands inside runOn, so that not all nodes come to it: move it out of there");
        }
        return test.doing("waits at " + step, () -> {
            channel.send(new Arrived(step));
            while (true) {
                switch (answers.take()) {
                    case StepTaken taken -> {
                        return taken.value();
                    }
                    case Compute compute -> channel.send(new Computed(value.call()));
                    default -> throw new IllegalStateException("no answer to a step");
                }
            }
        });
    }

    /** The actor system of this node. */
    public ActorSystem<Void> system() {
        return system;
    }

    /** The same as Pekko's multi-node TestKit has it, with its test conductor; for what is not here. */
    public MultiNodeSpec spec() {
        return spec;
    }

    /** The membership of the cluster as this node sees it. */
    public Cluster cluster() {
        return Cluster.get(system);
    }

    /** Starts an actor under {@code /user}. */
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return Adapter.spawn(spec.system(), behavior, name);
    }

    /** A probe on this node. */
    public <T> TestProbe<T> probe(Class<T> type) {
        return TestProbe.create(type, system);
    }

    /** The actor {@code /user/<name>} of {@code role}, whether it is there or not. */
    public <T> ActorRef<T> actor(String role, String name) {
        return ActorRefResolver.get(system).resolveActorRef(address(role) + "/user/" + name);
    }

    /** The address of {@code role}'s actor system; the same over its restarts. */
    public Address address(String role) {
        return AddressFromURIString.parse(addresses.get(roles.one(role)));
    }

    /** This node's own directory, the same over its restarts. */
    public Path directory() {
        return Path.of(plan.directory());
    }

    /** A directory that all nodes of this test have in common. */
    public Path shared() {
        return Path.of(plan.shared());
    }

    /** Makes all nodes one cluster, the first role its first member, and waits until this one sees all Up. */
    public void formCluster() {
        formCluster(String.join(",", roles()));
    }

    /**
     * Makes the nodes of {@code roles} one cluster, the first of them its first and oldest member; each waits until it
     * sees all Up. A node that was restarted joins them, and waits for itself.
     */
    public void formCluster(String roles) {
        List<String> members = List.copyOf(this.roles.several(roles));
        if (members.contains(role())) {
            form(members);
        }
        barrier("the cluster of " + roles);
    }

    private void form(List<String> members) {
        if (incarnation() > 1) {
            List<Address> others = members.stream()
                    .filter(member -> !member.equals(role()))
                    .map(this::address)
                    .toList();
            cluster().manager().tell(new JoinSeedNodes(others));
            await("this node Up again", () -> cluster().selfMember().status().equals(MemberStatus.up()));
        } else {
            cluster().manager().tell(new Join(address(members.getFirst())));
            awaitMembers(String.join(",", members));
        }
    }

    /** Joins the cluster that {@code role} is a member of, and waits until this node is Up. */
    public void join(String role) {
        cluster().manager().tell(new Join(address(role)));
        await("this node Up", () -> cluster().selfMember().status().equals(MemberStatus.up()));
    }

    /** Leaves the cluster gracefully, and waits until this node has shut its part of it down. */
    public void leave() {
        cluster().manager().tell(new Leave(cluster().selfMember().address()));
        await("this node gone from the cluster", () -> cluster().isTerminated());
    }

    /** Waits until this node sees exactly {@code roles} as members, all Up and all reachable. */
    public void awaitMembers(String roles) {
        Set<Address> expected =
                this.roles.several(roles).stream().map(this::address).collect(Collectors.toSet());
        await("members Up and reachable: " + roles, () -> wait.isUpAndReachable(expected));
    }

    /** Waits until this node was downed, or left: its part of the cluster is shut down. */
    public void awaitRemoved() {
        await("this node removed from the cluster", () -> cluster().isTerminated());
    }

    /** Waits up to 20 s until {@code condition} holds. */
    public void await(String what, Callable<Boolean> condition) {
        await(what, TIMEOUT, condition);
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param what is waited for; shown when it does not come, and when another node fails meanwhile
     */
    public void await(String what, Duration timeout, Callable<Boolean> condition) {
        wait.untilTrue(what, timeout, condition::call);
    }

    /** Waits up to 20 s until {@code body} throws nothing any more. */
    public void awaitAssert(Body body) {
        awaitAssert(TIMEOUT, body);
    }

    /** Waits until {@code body} throws nothing any more; after {@code timeout} what it threw last is thrown. */
    public void awaitAssert(Duration timeout, Body body) {
        wait.until(null, timeout, () -> {
            body.run();
            return null;
        });
    }

    /** Waits up to 20 s until {@code value} throws nothing any more, and returns what it returned. */
    public <T> T awaitValue(String what, Callable<T> value) {
        return wait.until(what, TIMEOUT, value);
    }

    /** Runs the test, on the thread that calls. */
    Ended run(Map<String, String> addresses) {
        this.addresses = Map.copyOf(addresses);
        List<Listed> listed = new ArrayList<>();
        Outcome outcome = test.run(() -> {
            Ended ended = JupiterRun.of(plan);
            listed.addAll(ended.listed());
            return ended.outcome();
        });
        return new Ended(outcome, listed);
    }

    /** The test has failed here, or was given up, by what was thrown: that is told at once. */
    void over(Throwable thrown) {
        if (!test.isOverNow()) {
            return;
        }
        Outcome outcome = thrown instanceof TestAbortedException aborted
                ? new Outcome.Aborted(String.valueOf(aborted.getMessage()))
                : Outcome.Failed.by(thrown);
        try {
            channel.send(new Ended(outcome, List.of()));
        } catch (IOException gone) {
            // Nobody is left to be told anything: this JVM ends.
        }
    }

    void answer(Message answer) {
        answers.add(answer);
    }

    void release(String reason) {
        test.release(reason);
    }

    Here whereabouts() {
        return test.whereabouts();
    }

    void cutTowards(Set<String> targets) {
        cuts.cutTowards(targets.stream().map(AddressFromURIString::parse).collect(Collectors.toSet()));
    }
}
