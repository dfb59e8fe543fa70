package dsc.workbench.multijvm;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Keeps Jupiter from running multi-JVM tests as ordinary ones: {@link MultiJvmEngine} runs them. */
public final class ExcludeFromJupiter implements PostDiscoveryFilter {

    @Override
    public FilterResult apply(TestDescriptor test) {
        boolean jupiters = test.getUniqueId()
                .getEngineId()
                .filter(JupiterIds.ENGINE::equals)
                .isPresent();
        return FilterResult.includedIf(!jupiters || !TestClasses.isOurs(test));
    }
}
