package dsc.cli.arguments;

import dsc.workbench.exercises.EditedScenario;
import dsc.workbench.exercises.EditedSources;
import dsc.workbench.nodes.NodeOptions;
import dsc.workbench.nodes.TemporaryDirectory;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of every command that runs a protocol with a learner's files in place of some of the product's. */
public final class WithOption {

    private static final String COMPILED = "--with-classes";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = NodeOptions.WITH,
            paramLabel = "DIR",
            description = "Take the Java files in DIR in place of the protocol's own, of its concept's and of what"
                    + " concepts share. They lie below its src/main/java/, or in DIR itself. All that comes of it names"
                    + " DIR.")
    private Path directory;

    @Option(
            names = COMPILED,
            hidden = true,
            description = "The classes of --with, which were compiled by another process.")
    private Path compiled;

    private final Map<String, Edited> edited = new LinkedHashMap<>();

    /** A scenario with edited files in place of some of its own. */
    private record Edited(Scenario<?> scenario, Optional<EditedClasses> classes) {}

    /**
     * {@code product} with the edited files, which are compiled when it is asked for first; without the option, itself.
     */
    public Scenario<?> scenario(Scenario<?> product) {
        return scenarios(List.of(product)).getFirst();
    }

    /** The same of several, each of which need not have an edited file. */
    public List<Scenario<?>> scenarios(List<Scenario<?>> products) {
        if (directory == null) {
            return products;
        }
        products.stream()
                .filter(product -> !edited.containsKey(product.id()))
                .forEach(product -> edited.put(product.id(), edited(product)));
        if (products.stream().allMatch(product -> classes(product).isEmpty())) {
            throw nothing(products);
        }
        if (compiled == null) {
            keep();
        }
        return products.stream()
                .<Scenario<?>>map(product -> edited.get(product.id()).scenario())
                .toList();
    }

    /** The classes with which {@link #scenario} made the scenario, if it has some of its own. */
    public Optional<EditedClasses> classes(Scenario<?> scenario) {
        return Optional.ofNullable(edited.get(scenario.id())).flatMap(Edited::classes);
    }

    /**
     * The classes of the scenario, if it has some of its own, where another process finds them, whatever is edited
     * meanwhile.
     */
    public Optional<TemporaryDirectory> written(Scenario<?> scenario) {
        return classes(scenario).map(own -> {
            TemporaryDirectory directory = TemporaryDirectory.create("dsc-with-");
            try {
                own.writeTo(directory.path());
                return directory;
            } catch (IOException failed) {
                directory.close();
                throw new LauncherException("the edited classes cannot be written: " + Format.failure(failed));
            }
        });
    }

    /** The option with which that process is told where they are. */
    public static List<String> compiled(Optional<TemporaryDirectory> classes) {
        return classes.map(directory -> List.of(COMPILED, directory.path().toString()))
                .orElse(List.of());
    }

    /** Whether what was asked for is {@code before}, byte for byte, or nothing was. */
    public boolean isAsBefore(Scenario<?> scenario, Optional<EditedClasses> before) {
        return directory == null
                || before.isPresent() && classes(scenario).orElseThrow().areSame(before.get());
    }

    private Edited edited(Scenario<?> product) {
        Optional<EditedClasses> classes = compiled == null ? compile(product) : Optional.of(read());
        try {
            return new Edited(
                    classes.<Scenario<?>>map(own -> EditedScenario.of(product, own))
                            .orElse(product),
                    classes);
        } catch (IllegalArgumentException unfit) {
            throw new LauncherException(unfit.getMessage());
        }
    }

    private EditedClasses read() {
        try {
            return EditedClasses.read(directory, compiled);
        } catch (IOException unreadable) {
            throw new LauncherException("the edited classes cannot be read: " + Format.failure(unreadable));
        }
    }

    private Optional<EditedClasses> compile(Scenario<?> product) {
        EditedSources sources = find(product);
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(sources.compile());
        } catch (EditedSources.UncompilableException wrong) {
            throw new LauncherException(directory + " does not compile:\n" + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new LauncherException(Format.failure(unreadable));
        }
    }

    private EditedSources find(Scenario<?> product) {
        if (!Files.isDirectory(directory)) {
            throw new ArgumentChecks(spec)
                    .wrong(NodeOptions.WITH + " " + directory
                            + (Files.exists(directory) ? " is not a directory" : ": there is no such directory"));
        }
        try {
            return EditedSources.find(directory, product.getClass());
        } catch (IOException unreadable) {
            throw new LauncherException(directory + " cannot be read: " + Format.failure(unreadable));
        }
    }

    /** For people to look at. A directory in which nothing can be written serves as well. */
    private void keep() {
        Map<String, byte[]> files = new TreeMap<>();
        edited.values().stream()
                .flatMap(one -> one.classes().stream())
                .forEach(classes -> files.putAll(classes.files()));
        try {
            new EditedClasses(directory, files).writeTo(directory.resolve(EditedSources.CLASSES));
        } catch (IOException readOnly) {
            // Nodes and other processes get them elsewhere.
        }
    }

    private RuntimeException nothing(List<Scenario<?>> products) {
        String names = String.join(", ", products.stream().map(Scenario::id).toList());
        List<Path> others = find(products.getFirst()).others();
        return new ArgumentChecks(spec)
                .wrong(NodeOptions.WITH + " " + directory + " has no Java file of " + names
                        + ", of its concept or of what concepts share, neither in itself nor below src/main/java/"
                        + (others.isEmpty() || products.size() > 1
                                ? ""
                                : "; it has " + Shell.shown(others.getFirst())));
    }
}
