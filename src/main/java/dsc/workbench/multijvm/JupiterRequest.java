package dsc.workbench.multijvm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryListener;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.SelectorResolutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;

/**
 * What JUnit asks our engine for, in Jupiter's terms. Classes without multi-JVM tests are left out; what Jupiter has to
 * say of the rest is passed on as ours.
 */
final class JupiterRequest implements EngineDiscoveryRequest {

    private final EngineDiscoveryRequest request;
    private final UniqueId engine;
    private final EngineDiscoveryListener listener;
    private final Map<DiscoverySelector, DiscoverySelector> originals = new LinkedHashMap<>();

    /** @param listener is told what Jupiter says */
    JupiterRequest(EngineDiscoveryRequest request, UniqueId engine, EngineDiscoveryListener listener) {
        this.request = request;
        this.engine = engine;
        this.listener = listener;
        for (DiscoverySelector selector : request.getSelectorsByType(DiscoverySelector.class)) {
            jupiters(selector).ifPresent(jupiters -> originals.put(jupiters, selector));
        }
    }

    private Optional<DiscoverySelector> jupiters(DiscoverySelector selector) {
        return switch (selector) {
            case UniqueIdSelector id -> JupiterIds.of(id.getUniqueId(), engine).map(DiscoverySelectors::selectUniqueId);
            case ClassSelector type -> Optional.of(selector).filter(any -> mayHaveOurs(type));
            default -> Optional.of(selector);
        };
    }

    private static boolean mayHaveOurs(ClassSelector selector) {
        try {
            return TestClasses.isOrHasOurs(selector.getJavaClass());
        } catch (RuntimeException | LinkageError unloadable) {
            // Jupiter tells.
            return false;
        }
    }

    boolean isEmpty() {
        return originals.isEmpty();
    }

    @Override
    public <T extends DiscoverySelector> List<T> getSelectorsByType(Class<T> type) {
        return originals.keySet().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public <T extends DiscoveryFilter<?>> List<T> getFiltersByType(Class<T> type) {
        return request.getFiltersByType(type);
    }

    @Override
    public ConfigurationParameters getConfigurationParameters() {
        return request.getConfigurationParameters();
    }

    @Override
    public OutputDirectoryCreator getOutputDirectoryCreator() {
        return request.getOutputDirectoryCreator();
    }

    @Override
    public EngineDiscoveryListener getDiscoveryListener() {
        return new EngineDiscoveryListener() {
            @Override
            public void selectorProcessed(
                    UniqueId jupiter, DiscoverySelector selector, SelectorResolutionResult result) {
                listener.selectorProcessed(engine, originals.getOrDefault(selector, selector), result);
            }

            @Override
            public void issueEncountered(UniqueId jupiter, DiscoveryIssue issue) {
                listener.issueEncountered(engine, issue);
            }
        };
    }
}
