package dsc.workbench.multijvm;

import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;

/**
 * How a test's unique id here and in JUnit's Jupiter belong together: the same segments below the engine's own, and one
 * more at the end for a node.
 */
final class JupiterIds {

    static final String ENGINE = "junit-jupiter";
    static final String NODE = "node";
    static final String METHOD = "method";
    static final String INVOCATION = "test-template-invocation";

    /** What Jupiter writes before the number of an invocation, or of a dynamic test. */
    private static final String NUMBER_SIGN = "#";

    static final UniqueId ROOT = UniqueId.forEngine(ENGINE);

    private JupiterIds() {}

    /**
     * @param engine the id of our engine
     * @return the test as Jupiter names it, without its node; nothing for a test of another engine
     */
    static Optional<UniqueId> of(UniqueId id, UniqueId engine) {
        UniqueId root = id.hasPrefix(engine) ? engine : ROOT;
        if (!id.hasPrefix(root)) {
            return Optional.empty();
        }
        UniqueId jupiters = ROOT;
        for (UniqueId.Segment segment : below(id, root)) {
            if (!segment.getType().equals(NODE)) {
                jupiters = jupiters.append(segment);
            }
        }
        return Optional.of(jupiters);
    }

    /** The test as our engine names it. */
    static UniqueId ours(UniqueId jupiters, UniqueId engine) {
        UniqueId ours = engine;
        for (UniqueId.Segment segment : below(jupiters, ROOT)) {
            ours = ours.append(segment);
        }
        return ours;
    }

    /** A test of a factory, or a container of such: its source is what the user says, and need not be a method. */
    static boolean isDynamic(UniqueId.Segment segment) {
        return segment.getType().startsWith("dynamic-");
    }

    static boolean isNumber(UniqueId.Segment segment) {
        return segment.getValue().startsWith(NUMBER_SIGN);
    }

    /** From 1, or 0 for what has none. */
    static int number(UniqueId.Segment segment) {
        return isNumber(segment) ? Integer.parseInt(segment.getValue().substring(NUMBER_SIGN.length())) : 0;
    }

    private static List<UniqueId.Segment> below(UniqueId id, UniqueId root) {
        return id.getSegments()
                .subList(root.getSegments().size(), id.getSegments().size());
    }
}
