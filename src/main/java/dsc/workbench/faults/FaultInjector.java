package dsc.workbench.faults;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Links.Link;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Carries out a plan, and finds out whether each fault had its effect. */
public final class FaultInjector {

    /** A fault on links lasts until a message met it, if only few are sent: so many looks longer, this far apart. */
    static final int EFFECT_LOOKS = 75;

    private static final int EFFECT_LOOK_MILLIS = 200;

    private final Controls controls;
    private final Recorder recorder;
    private final Consumer<Injection> listener;
    private final Links links;
    private final int effectLooks;
    private final List<Injection> injections = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** What the end of a fault showed. */
    private record Effect(boolean confirmed, String text) {}

    /** @param listener is told of every beginning and end */
    public FaultInjector(Controls controls, Recorder recorder, Consumer<Injection> listener) {
        this(controls, recorder, listener, EFFECT_LOOKS);
    }

    FaultInjector(Controls controls, Recorder recorder, Consumer<Injection> listener, int effectLooks) {
        this.controls = controls;
        this.recorder = recorder;
        this.listener = listener;
        this.links = new Links(controls);
        this.effectLooks = effectLooks;
    }

    /** Begins; the plan's times count from the recorder's start. */
    public void start(FaultPlan plan) {
        for (List<Fault> track : List.of(plan.disruptions(), plan.disturbances())) {
            threads.add(Thread.ofVirtual().name("faults").start(() -> track.forEach(this::carryOut)));
        }
    }

    /** Whether the plan is carried out and everything is healed. */
    public boolean isOver() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Waits until the plan is carried out and everything is healed. */
    public void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Ends what is in force, begins nothing more, and waits for that. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        await();
    }

    /** What was done until now, in the order of beginning. */
    public synchronized List<Injection> injections() {
        return List.copyOf(injections);
    }

    private void carryOut(Fault fault) {
        try {
            if (waitUntil(fault.atMillis())) {
                inject(fault);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is still something to do then. */
    private boolean waitUntil(long atMillis) throws InterruptedException {
        long leftMillis = atMillis - recorder.elapsedNanos() / 1_000_000;
        return !stopped.await(Math.max(0, leftMillis), TimeUnit.MILLISECONDS);
    }

    private void inject(Fault fault) throws InterruptedException {
        Aim aim = Aim.of(fault, controls.leader(), controls.nodes());
        List<NodeId> nodes = aim.nodes();
        Injection begun =
                new Injection(fault, aim.description(), nodes, recorder.elapsedNanos(), Long.MAX_VALUE, false, "");
        int place = begin(begun);
        Effect effect;
        try {
            effect = switch (fault.kind()) {
                case KILL -> kill(fault, nodes);
                case PAUSE -> pause(fault, nodes.getFirst());
                case PARTITION, ISOLATE, ONE_WAY -> cut(fault, nodes);
                case DELAY -> disturb(fault, LinkReport::delayed, "delayed");
                case LOSS -> disturb(fault, LinkReport::lost, "lost");
                case DUPLICATE -> disturb(fault, LinkReport::duplicated, "sent twice");
                case TRANSFER -> transfer(nodes.getFirst());
            };
        } catch (FaultFailedException failed) {
            effect = new Effect(false, failed.getMessage());
        } catch (RuntimeException unforeseen) {
            // The plan goes on, and this fault shows up as one whose effect was not seen.
            effect = new Effect(false, unforeseen.toString());
        }
        end(place, begun.over(recorder.elapsedNanos(), effect.confirmed(), effect.text()));
    }

    private synchronized int begin(Injection injection) {
        recorder.nemesis(injection.fault().kind().toString(), injection.description());
        injections.add(injection);
        listener.accept(injection);
        return injections.size() - 1;
    }

    private synchronized void end(int place, Injection injection) {
        recorder.nemesis(injection.fault().kind() + "-end", injection.effect());
        injections.set(place, injection);
        listener.accept(injection);
    }

    private Effect kill(Fault fault, List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        List<NodeId> killed = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        long startNanos;
        try {
            for (NodeId node : nodes) {
                statuses.add(Integer.toString(controls.kill(node)));
                killed.add(node);
            }
            stopped.await(fault.durationMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Also when one survived: those that did not come back.
            startNanos = recorder.elapsedNanos();
            controls.restart(killed);
            for (NodeId node : killed) {
                links.bringUpToDate(node);
            }
        }
        double seconds = (recorder.elapsedNanos() - startNanos) / 1e9;
        return new Effect(
                true,
                "exit status %s, answers %.1f s after the restart".formatted(String.join(" ", statuses), seconds));
    }

    private Effect pause(Fault fault, NodeId node) throws FaultFailedException, InterruptedException {
        try {
            controls.pause(node);
            stopped.await(fault.durationMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Also when it was not seen stopped: it may yet stop.
            controls.resume(node);
            links.bringUpToDate(node);
        }
        return new Effect(true, "was seen stopped, then running");
    }

    /**
     * A cut had its effect if something was sent over it and nothing of that arrived; a cut of one direction, if the
     * other went on besides.
     */
    private Effect cut(Fault fault, List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        boolean oneWay = fault.direction() != Fault.Direction.BOTH;
        LinkFault what = oneWay ? LinkFault.ofOneWayCut() : LinkFault.ofCut();
        Map<Link, LinkFault> cut = links.between(nodes, fault.direction(), what);
        try {
            Map<Link, LinkReport> before = links.begin(fault, cut);
            stopped.await(fault.durationMillis(), TimeUnit.MILLISECONDS);
            Map<Link, LinkReport> after = links.counters();
            Traffic over = Traffic.between(cut.keySet(), before, after);
            for (int more = 0; over.sent() == 0 && more < effectLooks && !pause(); more++) {
                after = links.counters();
                over = Traffic.between(cut.keySet(), before, after);
            }
            if (over.sent() == 0) {
                return new Effect(false, "nothing was sent over the cut links");
            }
            String text = over.sent() + " messages sent over the cut links, "
                    + (over.arrived() == 0 ? "none" : over.arrived()) + " arrived";
            if (!oneWay) {
                return new Effect(over.arrived() == 0, text);
            }
            List<Link> reverse = cut.keySet().stream()
                    .map(link -> new Link(link.to(), link.from()))
                    .toList();
            Traffic back = Traffic.between(reverse, before, after);
            return new Effect(
                    over.arrived() == 0 && (back.sent() == 0 || back.arrived() > 0),
                    text + "; the other way, " + back.arrived() + " of " + back.sent());
        } finally {
            links.end(fault);
        }
    }

    /** Messages that were sent on some links since their counters were read, and how many of those arrived. */
    private record Traffic(long sent, long arrived) {

        static Traffic between(Collection<Link> links, Map<Link, LinkReport> before, Map<Link, LinkReport> after) {
            long sent = 0;
            long arrived = 0;
            for (Link link : links) {
                LinkReport from = before.get(link);
                LinkReport fromNow = after.get(link);
                LinkReport toNow = after.get(new Link(link.to(), link.from()));
                boolean sameSender = from != null && fromNow != null && fromNow.incarnation() == from.incarnation();
                if (!sameSender || toNow == null) {
                    // One of the two does not run, or was killed meanwhile and its counters with it.
                    continue;
                }
                sent += fromNow.sent() - from.sent();
                if (toNow.peerIncarnation() == from.incarnation()) {
                    arrived += Math.max(0, toNow.received() - from.sent());
                }
            }
            return new Traffic(sent, arrived);
        }
    }

    private Effect disturb(Fault fault, ToLongFunction<LinkReport> counter, String what)
            throws FaultFailedException, InterruptedException {
        try {
            Map<Link, LinkReport> before = links.begin(fault, links.all(fault.link()));
            stopped.await(fault.durationMillis(), TimeUnit.MILLISECONDS);
            long met = met(before, counter);
            for (int more = 0; met == 0 && more < effectLooks && !pause(); more++) {
                met = met(before, counter);
            }
            return new Effect(met > 0, met + " messages " + what);
        } finally {
            links.end(fault);
        }
    }

    /** How many messages met the disturbance since the counters were read. */
    private long met(Map<Link, LinkReport> before, ToLongFunction<LinkReport> counter)
            throws FaultFailedException, InterruptedException {
        long met = 0;
        for (Map.Entry<Link, LinkReport> after : links.counters().entrySet()) {
            LinkReport then = before.get(after.getKey());
            if (then == null) {
                // The node was away when it began: what it counts may be older.
                continue;
            }
            boolean same = then.incarnation() == after.getValue().incarnation();
            met += counter.applyAsLong(after.getValue()) - (same ? counter.applyAsLong(then) : 0);
        }
        return met;
    }

    /** Waits a little, and returns whether the injection was told to stop. */
    private boolean pause() throws InterruptedException {
        return stopped.await(EFFECT_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Effect transfer(NodeId target) throws FaultFailedException, InterruptedException {
        return new Effect(true, controls.transferLeadership(target) + " leads");
    }
}
