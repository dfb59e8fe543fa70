package dsc.workbench.protocol;

import dsc.workbench.history.History;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a run of a scenario counts beside its verdict, such as acknowledged updates that were lost.
 *
 * @param ofHistory name to number, in the order to show, of what was recorded and is checked
 */
public record Metrics(Function<History, Map<String, Long>> ofHistory) {

    /** Nothing. */
    public static final Metrics NONE = new Metrics(history -> Map.of());

    /** Name to number, in the order to show. */
    public Map<String, Long> of(History history) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(ofHistory.apply(history)));
    }
}
