package dsc.workbench.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps simulated actors from logging: in a world a thousand journals fail, and what an actor did stands in the trace.
 */
final class QuietActors extends TurboFilter {

    private static final Set<Thread> SIMULATING = ConcurrentHashMap.newKeySet();

    private static boolean registered;

    private QuietActors() {}

    /** From now on, nothing that this thread logs is written. */
    static void begin() {
        register();
        SIMULATING.add(Thread.currentThread());
    }

    /** Sets logging up, unless another thread is about to: then there is nothing to register with yet. */
    static synchronized void register() {
        if (!registered && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.addTurboFilter(new QuietActors());
            registered = true;
        }
    }

    static void end() {
        SIMULATING.remove(Thread.currentThread());
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return SIMULATING.contains(Thread.currentThread()) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
