package dsc.workbench.nodes;

import ch.qos.logback.classic.spi.LogbackServiceProvider;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;

/**
 * Logback without a diagnostic context. Pekko's event-sourced actors put several values into that at every message,
 * which nothing prints in a JVM that simulates, and copying them is a tenth of its work. SLF4J makes this provider by
 * the name of its class, in the property {@code slf4j.provider}.
 */
public final class ContextFreeLogging extends LogbackServiceProvider {

    private final MDCAdapter nowhere = new NOPMDCAdapter();

    /** As SLF4J calls it. */
    public ContextFreeLogging() {}

    @Override
    public MDCAdapter getMDCAdapter() {
        return nowhere;
    }
}
