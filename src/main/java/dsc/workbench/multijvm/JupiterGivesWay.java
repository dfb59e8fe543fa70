package dsc.workbench.multijvm;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Keeps Jupiter from running multi-JVM tests as ordinary ones: {@link MultiJvmEngine} runs them. */
public final class JupiterGivesWay implements PostDiscoveryFilter {

    @Override
    public FilterResult apply(TestDescriptor test) {
        boolean jupiters =
                test.getUniqueId().getEngineId().filter("junit-jupiter"::equals).isPresent();
        boolean ours = jupiters
                && test.getSource()
                        .map(source -> switch (source) {
                            case ClassSource type -> TestClasses.isOurs(type.getJavaClass());
                            case MethodSource method -> TestClasses.isOurs(method.getJavaClass());
                            default -> false;
                        })
                        .orElse(false);
        return FilterResult.includedIf(!ours);
    }
}
