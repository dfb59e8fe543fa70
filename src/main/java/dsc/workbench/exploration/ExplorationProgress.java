package dsc.workbench.exploration;

import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.worlds.WorldSpec;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LiveLines;
import java.util.List;
import java.util.Locale;

/** What a simulation shows while it goes on. */
final class ExplorationProgress {

    private final Exploration exploration;
    private final long worlds;
    private final LiveLines lines;
    private final long startNanos = System.nanoTime();
    private volatile long endNanos;
    private volatile String doing;
    private volatile String shrinking = "";
    private volatile int tried;

    ExplorationProgress(Console console, Exploration exploration, long worlds, String doing) {
        this.exploration = exploration;
        this.worlds = worlds;
        this.doing = doing;
        this.lines = new LiveLines(console, this::redrawn, this::plain);
    }

    void start() {
        lines.start();
    }

    void stop() throws InterruptedException {
        lines.stop();
    }

    /** All worlds are done; speeds stay what they are. */
    void explored() {
        endNanos = System.nanoTime();
    }

    /** How long worlds were explored. */
    long wallNanos() {
        return Math.max(1, (endNanos == 0 ? System.nanoTime() : endNanos) - startNanos);
    }

    void doing(String now) {
        doing = now;
    }

    /** A world was tried to find a smaller one. */
    void tried() {
        int now = tried + 1;
        tried = now;
        doing = "shrinking: " + shrinking + "; tried " + Format.count(now, "world");
    }

    /** The smallest world so far. */
    void smaller(Outcome outcome) {
        shrinking = size(outcome);
    }

    /** How much there is to read in a world. */
    private static String size(Outcome outcome) {
        WorldSpec spec = outcome.spec();
        return Format.count(spec.conditions().nodes(), "node") + ", "
                + Format.count(outcome.history().operations().size(), "operation") + ", "
                + Format.count(spec.plan().all().size(), "fault") + ", "
                + Format.count(outcome.messages(), "message");
    }

    private List<String> redrawn() {
        long done = exploration.worlds();
        return List.of(
                String.format(Locale.ROOT, "  @|faint worlds|@   %s %s", LiveLines.bar(done, worlds), ofAll(done)),
                "  @|faint speed|@    " + speed(done),
                "  @|faint invalid|@  " + (exploration.invalidCount() == 0 ? "none" : "@|red " + invalid() + "|@"),
                "  @|faint now|@      " + doing);
    }

    private String plain() {
        long done = exploration.worlds();
        return String.format(
                Locale.ROOT,
                "%6.1f s  %s worlds, %s, invalid: %s; %s",
                (System.nanoTime() - startNanos) / 1e9,
                ofAll(done),
                speed(done),
                invalid(),
                doing);
    }

    private String ofAll(long done) {
        return String.format(Locale.ROOT, "%,d of %,d", done, worlds);
    }

    private String invalid() {
        long count = exploration.invalidCount();
        return count == 0
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%,d, the first with seed %d",
                        count,
                        exploration.invalid().getFirst().spec().seed());
    }

    private String speed(long done) {
        double seconds = wallNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "%,.0f worlds/s, %,.0f actor steps/s, %,.0f × real time",
                done / seconds,
                exploration.actorSteps() / seconds,
                exploration.virtualNanos() / 1e9 / seconds);
    }
}
