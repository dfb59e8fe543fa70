package dsc.workbench.protocol;

import java.util.Map;

/**
 * What a node says of itself.
 *
 * @param role such as {@code leader}
 * @param term the protocol's epoch, or -1 when it has none
 * @param leader the node it takes for the leader, or null
 * @param details everything else, name to value, in the order to show
 */
public record NodeView(String role, long term, String leader, Map<String, Object> details) {}
