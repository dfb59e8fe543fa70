package dsc.concepts.foundations.transactions;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Metrics;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.Set;

/**
 * A bank, but for its actor and what it promises.
 *
 * @param <M> the messages of the bank's actor
 */
public abstract class BankScenario<M> implements Scenario<M> {

    /** After the last fault, transfers have ended within this time. */
    protected static final Duration RECOVERY_BOUND = Duration.ofSeconds(10);

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public final Workload workload(Settings settings) {
        return Bank.workload();
    }

    @Override
    public final Metrics metrics() {
        return new Metrics(Bank::figures);
    }
}
