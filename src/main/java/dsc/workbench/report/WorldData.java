package dsc.workbench.report;

import static dsc.workbench.report.PageData.NONE;

import dsc.workbench.report.PageData.Table;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.WorldRecord.Kind;
import dsc.workbench.report.WorldRecord.Step;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the diagram draws, as JSON. Times are nanoseconds since the world began. Steps are columns; places, types, texts
 * and states stand in tables and are named by their position, -1 being none; times are the differences to the step
 * before. {@code steps.js} reads it.
 */
final class WorldData {

    /** A text that grows with the world would make the file grow with its square. */
    private static final int TEXT_MAX = 1_000;

    private record World(
            List<String> kinds,
            List<String> places,
            int nodes,
            int clients,
            List<String> types,
            List<String> texts,
            Columns steps,
            int violation,
            List<Fault> faults) {}

    /** One entry a step in each column. */
    private record Columns(
            long[] at, int[] kind, int[] place, int[] peer, int[] type, int[] text, long[] message, int[] state) {}

    private record Fault(
            String kind,
            String description,
            List<String> nodes,
            long from,
            long to,
            boolean confirmed,
            String effect) {}

    private final WorldRecord world;
    private final Table places = new Table(TEXT_MAX);
    private final Table types = new Table(TEXT_MAX);
    private final Table texts = new Table(TEXT_MAX);

    private WorldData(WorldRecord world) {
        this.world = world;
    }

    static String json(WorldRecord world) {
        return PageData.json(new WorldData(world).data());
    }

    /** Nodes and clients first; whatever else a step names gets a line after theirs. */
    private World data() {
        Stream.concat(world.nodes().stream(), world.clients().stream()).forEach(places::of);
        Columns columns = columns();
        int count = world.steps().size();
        return new World(
                Stream.of(Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toList(),
                places.entries(),
                world.nodes().size(),
                world.clients().size(),
                types.entries(),
                texts.entries(),
                columns,
                world.violation() < count ? Math.max(NONE, world.violation()) : NONE,
                world.faults().stream().map(WorldData::fault).toList());
    }

    private Columns columns() {
        int count = world.steps().size();
        Columns columns = new Columns(
                new long[count],
                new int[count],
                new int[count],
                new int[count],
                new int[count],
                new int[count],
                new long[count],
                new int[count]);
        long before = 0;
        for (int at = 0; at < count; at++) {
            Step step = world.steps().get(at);
            long now = Math.max(before, step.atNanos());
            columns.at[at] = now - before;
            columns.kind[at] = step.kind().ordinal();
            columns.place[at] = places.of(step.place());
            columns.peer[at] = places.of(step.peer());
            columns.type[at] = types.of(step.type());
            columns.text[at] = texts.of(step.text());
            columns.message[at] = step.message();
            columns.state[at] = texts.of(step.state());
            before = now;
        }
        return columns;
    }

    private static Fault fault(FaultBand band) {
        long from = Math.max(0, band.fromNanos());
        return new Fault(
                band.kind(),
                band.description(),
                band.nodes(),
                from,
                Math.max(from, band.toNanos()),
                band.confirmed(),
                band.effect());
    }
}
