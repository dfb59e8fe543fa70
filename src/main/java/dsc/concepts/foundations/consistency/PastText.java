package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How clients carry their past: each vector as {@code n1=3,n2=0,n3=5}, with a number for each node of the group, and a
 * stroke between two vectors.
 */
final class PastText {

    private static final String BETWEEN_VECTORS = "/";

    /** As many digits as always fit into a long. */
    private static final int DIGITS_MAX = 18;

    private final List<NodeId> group;
    private final ClientPast unseen;

    /** @param unseen the past of a client that has seen nothing */
    PastText(List<NodeId> group, ClientPast unseen) {
        this.group = List.copyOf(group);
        this.unseen = unseen;
    }

    String of(ClientPast past) {
        return past.vectors().stream().map(this::vector).collect(Collectors.joining(BETWEEN_VECTORS));
    }

    private String vector(VersionVector vector) {
        return group.stream().map(node -> node + "=" + vector.of(node)).collect(Collectors.joining(","));
    }

    /** What {@code context} says, which may be null; empty if this store gave no such context. */
    Optional<ClientPast> read(String context) {
        if (context == null) {
            return Optional.of(unseen);
        }
        List<VersionVector> vectors = new ArrayList<>();
        for (String text : context.split(BETWEEN_VECTORS, -1)) {
            vector(text).ifPresent(vectors::add);
        }
        ClientPast past = vectors.size() == unseen.vectors().size() ? unseen.of(vectors) : unseen;
        return of(past).equals(context) ? Optional.of(past) : Optional.empty();
    }

    private Optional<VersionVector> vector(String text) {
        String number = "=[0-9]{1," + DIGITS_MAX + "}";
        if (!text.matches(group.stream().map(node -> node + number).collect(Collectors.joining(",")))) {
            return Optional.empty();
        }
        SortedMap<String, Long> counters = new TreeMap<>();
        Arrays.stream(text.split(",")).forEach(each -> {
            int at = each.indexOf('=');
            long counter = Long.parseLong(each.substring(at + 1));
            if (counter > 0) {
                counters.put(each.substring(0, at), counter);
            }
        });
        return Optional.of(new VersionVector(counters));
    }

    /** Why a context is refused. */
    String refusal(String context) {
        return "this store gave nobody the context \"" + context + "\"; its contexts have a number for each of "
                + group.stream().map(NodeId::value).collect(Collectors.joining(", ")) + ", such as " + of(unseen);
    }
}
