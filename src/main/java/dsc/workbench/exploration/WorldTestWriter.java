package dsc.workbench.exploration;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.LinkFault;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.Conditions;
import dsc.workbench.simulation.Latency;
import dsc.workbench.simulation.Strategy;
import dsc.workbench.simulation.WorldFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a world as a JUnit test, formatted as all sources are. */
public final class WorldTestWriter {

    public static final Pattern FILE_NAME = Pattern.compile("(?<name>[A-Z][A-Za-z0-9_]*Test)\\.java");

    private final Scenario<?> scenario;
    private final WorldFile world;
    private final Set<String> imports = new TreeSet<>();

    WorldTestWriter(Scenario<?> scenario, WorldFile world) {
        this.scenario = scenario;
        this.world = world;
    }

    /**
     * The source of a test that fails as long as something is broken in the world.
     *
     * @param className without its package, which is the scenario's
     * @param origin where the world comes from and how to replay it, in a paragraph
     */
    String source(String className, String origin) {
        imports.clear();
        imports.add("dsc.workbench.simulation.Simulation");
        imports.add("org.junit.jupiter.api.Test");
        List<String> statements = statements();
        List<String> lines = new ArrayList<>();
        lines.add("package " + scenario.getClass().getPackageName() + ";");
        lines.add("");
        imports.forEach(name -> lines.add("import " + name + ";"));
        lines.add("");
        lines.addAll(comment(origin));
        lines.add("class " + className + " {");
        lines.add("");
        lines.add("    @Test");
        lines.add(
                "    void " + (world.broken().isEmpty() ? "nothingIsBroken" : "isNotBroken") + "() throws Exception {");
        lines.addAll(statements);
        lines.add("    }");
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private List<String> comment(String origin) {
        String reason = world.reason().endsWith(".") ? world.reason() : world.reason() + ".";
        List<String> lines = new ArrayList<>(List.of("/**"));
        lines.addAll(SourceText.comment(
                "",
                world.broken().isEmpty()
                        ? "A world in which nothing was broken."
                        : "A world in which something was broken: " + reason));
        lines.add(" *");
        lines.addAll(SourceText.comment("<p>", origin));
        lines.add(" */");
        return lines;
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        String name = scenario.getClass().getCanonicalName();
        String type = name.substring(scenario.getClass().getPackageName().length() + 1);
        List<String> edits = edits();
        if (edits.isEmpty()) {
            add(statements, "Simulation simulation = ", "Simulation.of(new " + type + "())");
        } else {
            imports.add(Conditions.class.getName());
            add(statements, "Conditions.Editor conditions = ", "Conditions.DEFAULT.edit()");
            edits.forEach(edit -> add(statements, "conditions.", edit));
            add(statements, "Simulation simulation = ", "Simulation.of(new " + type + "()).in(conditions.build())");
        }
        world.settings()
                .forEach((path, value) -> statements.addAll(SourceText.call(
                        "simulation.setting", List.of(SourceText.string(path), SourceText.string(value)))));
        if (world.world().plan().all().isEmpty()) {
            add(statements, "simulation.", "faults()");
        }
        world.world().plan().disruptions().forEach(fault -> addFault(statements, "disruptions", fault));
        world.world().plan().disturbances().forEach(fault -> addFault(statements, "disturbances", fault));
        String seed = SourceText.number(world.world().seed());
        String check = world.broken().isEmpty() ? "check(" + seed + ", " + seed + ")" : "checkNotBroken(" + seed + ")";
        add(statements, "simulation.", check);
        return statements;
    }

    private static void add(List<String> statements, String before, String expression) {
        statements.add(SourceText.INDENT + before + expression + ";");
    }

    private void addFault(List<String> statements, String track, Fault fault) {
        imports.add(Fault.class.getName());
        List<String> arguments = new ArrayList<>();
        String factory = switch (fault.kind()) {
            case ONE_WAY -> {
                imports.add(Fault.Direction.class.getCanonicalName());
                arguments.add("Direction." + fault.direction().name());
                yield "oneWay";
            }
            case DELAY, LOSS, DUPLICATE -> {
                imports.add(LinkFault.class.getName());
                arguments.add("FaultKind." + fault.kind().name());
                arguments.add(link(fault.link()));
                yield "onLinks";
            }
            case CLOCK -> {
                arguments.add(SourceText.number(fault.clockOffsetMillis()));
                yield "onClock";
            }
            case KILL, PAUSE, PARTITION, ISOLATE, TRANSFER, MEMBERSHIP, LEAVE, LIMP -> {
                arguments.add("FaultKind." + fault.kind().name());
                yield "on";
            }
        };
        if (arguments.getFirst().startsWith("FaultKind")) {
            imports.add("dsc.workbench.protocol.FaultKind");
        }
        arguments.add(SourceText.number(fault.atMillis()));
        arguments.add(SourceText.number(fault.durationMillis()));
        fault.nodes().stream().map(NodeId::value).map(SourceText::string).forEach(arguments::add);
        String expression = "Fault." + factory + "(" + String.join(", ", arguments) + ")";
        String last = (fault.others().isEmpty() ? "" : ".towards(" + texts(fault.others()) + ")")
                + (fault.aimedAtLeader() ? ".atLeader()" : "");
        statements.addAll(
                last.isEmpty()
                        ? SourceText.nested("simulation." + track, "Fault." + factory, arguments)
                        : SourceText.chained(
                                "simulation." + track, "Fault", "fault" + (statements.size() + 1), expression, last));
    }

    private static String texts(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).map(SourceText::string).collect(Collectors.joining(", "));
    }

    private static String link(LinkFault link) {
        if (link.equals(LinkFault.ofLoss(link.lossPercent()))) {
            return "LinkFault.ofLoss(" + link.lossPercent() + ")";
        }
        if (link.equals(LinkFault.ofDuplication(link.duplicatePercent()))) {
            return "LinkFault.ofDuplication(" + link.duplicatePercent() + ")";
        }
        if (link.equals(LinkFault.ofDelay(link.delayMinMillis(), link.delayMaxMillis()))) {
            return "LinkFault.ofDelay(" + link.delayMinMillis() + ", " + link.delayMaxMillis() + ")";
        }
        return String.format(
                Locale.ROOT,
                "new LinkFault(%s, %d, %d, %d, %d)",
                link.cut(),
                link.lossPercent(),
                link.duplicatePercent(),
                link.delayMinMillis(),
                link.delayMaxMillis());
    }

    /** What is not as usual. */
    private List<String> edits() {
        Conditions is = world.world().conditions();
        Conditions usual = Conditions.DEFAULT;
        List<String> edits = new ArrayList<>();
        edit(edits, "nodes", is.nodes(), usual.nodes());
        edit(edits, "clients", is.clients(), usual.clients());
        edit(edits, "keys", is.keys(), usual.keys());
        if (is.operationsPerSecond() != usual.operationsPerSecond()) {
            double rate = is.operationsPerSecond();
            edits.add("operationsPerSecond(" + (rate == Math.rint(rate) ? Long.toString((long) rate) : rate) + ")");
        }
        edit(edits, "operationsMax", is.operationsMax(), usual.operationsMax());
        edit(edits, "lengthMillis", is.lengthMillis(), usual.lengthMillis());
        edit(edits, "patienceMillis", is.patienceMillis(), usual.patienceMillis());
        latency(edits, "network", is.network(), usual.network());
        edit(edits, "fifo", is.fifo(), usual.fifo());
        latency(edits, "disk", is.disk(), usual.disk());
        if (is.clockOffsetMillisMax() != usual.clockOffsetMillisMax()
                || is.clockDriftPpmMax() != usual.clockDriftPpmMax()) {
            edits.add("clocks(" + is.clockOffsetMillisMax() + ", " + is.clockDriftPpmMax() + ")");
        }
        if (!is.strategy().equals(usual.strategy())) {
            imports.add(Strategy.class.getName());
            edits.add("strategy(Strategy.pct(" + is.strategy().changePoints() + "))");
        }
        return edits;
    }

    private static void edit(List<String> edits, String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            edits.add(name + "(" + value + ")");
        }
    }

    private void latency(List<String> edits, String name, Latency value, Latency usual) {
        if (!value.equals(usual)) {
            imports.add(Latency.class.getName());
            edits.add(name + "(Latency.parse(" + SourceText.string(value.toString()) + "))");
        }
    }
}
