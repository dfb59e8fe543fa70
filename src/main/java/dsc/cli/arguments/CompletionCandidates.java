package dsc.cli.arguments;

import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.worlds.Hazard;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a shell completes arguments with; looked up only when it asks. */
public final class CompletionCandidates {

    private CompletionCandidates() {}

    /** The ids of all scenarios. */
    public static final class Scenarios implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalog.scenarios().stream().<String>map(Scenario::id).iterator();
        }
    }

    /** The ids of concepts with protocols to compare. */
    public static final class Concepts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalog.concepts().stream()
                    .filter(concept -> !concept.scenarios().isEmpty())
                    .map(Concept::id)
                    .iterator();
        }
    }

    /** The ids of the protocols that declare a benchmark. */
    public static final class Measured implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalog.scenarios().stream()
                    .filter(scenario -> !scenario.benchmarks().isEmpty())
                    .<String>map(Scenario::id)
                    .iterator();
        }
    }

    /** What can be asked of some protocol by hand. */
    public static final class Operations implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalog.scenarios().stream()
                    .flatMap(scenario -> scenario.operations().all().stream())
                    .map(Operation::name)
                    .distinct()
                    .sorted()
                    .iterator();
        }
    }

    /** Where nodes keep what must survive. */
    static final class Journals implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("h2", "memory", "postgres").iterator();
        }
    }

    /** What histories are checked against. */
    public static final class Models implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return KnownCheckers.byName().keySet().iterator();
        }
    }

    /** Kinds of faults, of which several are separated by commas. */
    public static final class Faults implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Stream.of("none"), Words.all(FaultKind.class).stream())
                    .iterator();
        }
    }

    /** What may be kept from happening in simulated worlds. */
    public static final class Hazards implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Stream.of("all"), Words.all(Hazard.class).stream())
                    .iterator();
        }
    }

    /** The ids that nodes have. */
    public static final class Nodes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return IntStream.rangeClosed(1, NodeOptions.COUNT_MAX)
                    .mapToObj(number -> "n" + number)
                    .iterator();
        }
    }
}
