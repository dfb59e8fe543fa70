package dsc.cli;

import dsc.cli.arguments.ArgumentChecks;
import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import dsc.workbench.protocol.Benchmark;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A benchmark of the catalog, and the protocol that declares it. */
record DeclaredBenchmark(Scenario<?> scenario, Benchmark benchmark) {

    static List<DeclaredBenchmark> all() {
        return of(Catalog.scenarios());
    }

    private static List<DeclaredBenchmark> of(List<Scenario<?>> scenarios) {
        return scenarios.stream()
                .flatMap(scenario ->
                        scenario.benchmarks().stream().map(benchmark -> new DeclaredBenchmark(scenario, benchmark)))
                .toList();
    }

    /**
     * The benchmark that was asked for.
     *
     * @param subject a protocol, a concept, or the name of a benchmark
     * @param name of one of the subject's benchmarks; null if it has one
     */
    static DeclaredBenchmark find(String subject, String name, ArgumentChecks usage) {
        List<DeclaredBenchmark> of = of(subject, usage);
        List<DeclaredBenchmark> found = name == null
                ? of
                : of.stream()
                        .filter(one -> one.benchmark().name().equalsIgnoreCase(name))
                        .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        String names = of.stream().map(one -> one.benchmark().name()).collect(Collectors.joining(", "));
        throw usage.wrong(
                found.isEmpty()
                        ? subject + " has no benchmark \"" + name + "\"; it has: " + names
                        : subject + " has several benchmarks; name one: " + names);
    }

    private static List<DeclaredBenchmark> of(String subject, ArgumentChecks usage) {
        String word = subject.toLowerCase(Locale.ROOT);
        Optional<List<Scenario<?>>> named = Catalog.scenario(word)
                .map(List::<Scenario<?>>of)
                .or(() -> Catalog.concept(subject).map(Concept::scenarios));
        List<DeclaredBenchmark> found = named.map(DeclaredBenchmark::of)
                .orElseGet(() -> all().stream()
                        .filter(one -> one.benchmark().name().equals(word))
                        .toList());
        if (!found.isEmpty()) {
            return found;
        }
        List<String> known = all().stream()
                .flatMap(one -> Stream.of(one.scenario().id(), one.benchmark().name()))
                .distinct()
                .toList();
        List<String> near = Suggestions.to(
                word, Stream.concat(known.stream(), Stream.of("startup")).toList());
        throw usage.wrong((named.isPresent()
                        ? subject + " has no benchmark."
                        : "there is no benchmark \"" + subject + "\""
                                + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?"))
                + " ./dsc bench lists all.");
    }

    /** What it measures, and its parameters with the values that are measured unless others are chosen. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  " + scenario.id() + " " + benchmark.name());
        lines.add("    " + benchmark.summary());
        for (Benchmark.Parameter parameter : benchmark.parameters()) {
            String values =
                    parameter.values().stream().map(Benchmark.Value::name).collect(Collectors.joining(", "));
            lines.add("    " + parameter.name() + ": " + values
                    + (parameter.numbers()
                            ? " (any number from " + parameter.least() + " to " + parameter.most() + ")"
                            : ""));
        }
        return lines;
    }
}
