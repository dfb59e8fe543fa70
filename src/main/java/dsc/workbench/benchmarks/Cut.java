package dsc.workbench.benchmarks;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Ways in which the links of five nodes are cut, n1 being the oldest member. */
public enum Cut {
    /** The oldest is in the minority. */
    TWO_THREE("2|3"),
    /** Nobody has a majority: n1 n2, n3 n4, n5. */
    TWO_TWO_ONE("2|2|1"),
    /** What n1 n2 send to the others is lost: the minority hears the majority, and is not heard. */
    ONE_WAY("one-way"),
    /** The link between n1 and n2 comes and goes, longer each time than it takes to miss a member. */
    FLAPPING("flapping");

    /** Clients write undisturbed before. */
    private static final long AT_MILLIS = 3_000;

    /**
     * To miss members, to decide, to wait for the other side, and then to write for a while: on two busy processors, it
     * was 15 s until the next writer had written.
     */
    private static final long LENGTH_MILLIS = 20_000;

    private static final int FLAPS = 3;
    private static final long FLAP_MILLIS = 5_000;
    private static final long FLAP_PERIOD_MILLIS = 7_000;

    public static final int NODES = 5;

    private final String word;

    Cut(String word) {
        this.word = word;
    }

    /** @throws IllegalArgumentException when there is none of that name; the message lists the names */
    public static Cut named(String word) {
        return Arrays.stream(values())
                .filter(cut -> cut.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no cut \"" + word + "\"; known: "
                        + Arrays.stream(values()).map(Cut::toString).collect(Collectors.joining(", "))));
    }

    /** The time from the first cut to the last one's end. */
    public long lengthMillis() {
        return this == FLAPPING ? FLAPS * FLAP_PERIOD_MILLIS : LENGTH_MILLIS;
    }

    /** When the first begins, in milliseconds. */
    public static long atMillis() {
        return AT_MILLIS;
    }

    public List<Fault> faults() {
        return switch (this) {
            case TWO_THREE -> List.of(Fault.on(FaultKind.PARTITION, AT_MILLIS, LENGTH_MILLIS, "n1", "n2"));
            case TWO_TWO_ONE ->
                List.of(
                        Fault.on(FaultKind.PARTITION, AT_MILLIS, LENGTH_MILLIS, "n1", "n2"),
                        Fault.on(FaultKind.PARTITION, AT_MILLIS, LENGTH_MILLIS, "n5")
                                .numbered(2));
            case ONE_WAY -> List.of(Fault.oneWay(Fault.Direction.FROM_NODES, AT_MILLIS, LENGTH_MILLIS, "n1", "n2"));
            case FLAPPING -> flaps();
        };
    }

    private static List<Fault> flaps() {
        List<Fault> flaps = new ArrayList<>();
        for (int flap = 0; flap < FLAPS; flap++) {
            flaps.add(new Fault(
                    flap + 1,
                    FaultKind.PARTITION,
                    AT_MILLIS + flap * FLAP_PERIOD_MILLIS,
                    FLAP_MILLIS,
                    false,
                    List.of(new NodeId("n1")),
                    List.of(new NodeId("n2")),
                    Fault.Direction.BOTH,
                    LinkFault.NONE,
                    0));
        }
        return flaps;
    }

    @Override
    public String toString() {
        return word;
    }
}
