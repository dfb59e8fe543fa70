package dsc.workbench.exercises;

import dsc.workbench.faults.FaultPlan;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldFile;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An exercise to begin with: it can be proven at once, and {@link MissingPieces} says what is left to its author.
 *
 * @param id the exercise's
 * @param scenario what it is about
 * @param stub the method that a learner writes
 */
public record ExerciseDraft(String id, Scenario<?> scenario, Stub stub) {

    /** What stands where the author is to write something. */
    static final String TODO = "Todo:";

    private static final String FAMILY = "without-faults";
    private static final String TRIAL = "FirstLaw";
    private static final int NODES = 3;
    private static final int CLIENTS = 2;
    private static final long LENGTH_MILLIS = 2_000;
    private static final double OPERATIONS_PER_SECOND = 10;

    private static final String CONF = """
        # An exercise: what a learner writes, and what judges it. ./dsc exercise verify shows what is missing here.

        scenario = %s                   # what it is about, of ./dsc list
        title = "Todo: say what the learner makes work"
        kind = implement                  # or discover, expose, specify
        level = 2                         # 1 to 5
        minutes = 30
        after = []                        # exercises that come first, by name

        # All that a learner hands in. The files are the product's, or those of that name in reference/, if you keep your own.
        edit = ["%s"]

        # Methods that the skeleton does not have at all: helpers that would tell too much.
        # remove = [{ file = "%s", method = helper }]

        # Rules that decide beside the guarantee, where others would ask what the learner writes. Without it, all do.
        # rules = ["name of a rule"]

        parts = [
          {
            name = "Todo: what is asked, in a few words"
            stubs = [
              { file = "%s", method = "%s", todo = "Todo: what the method does" }
            ]

            %s

            # What must happen in at least one of its worlds, or else nothing was tested: sometimes-conditions.
            # needs = ["a leader was elected"]
          }
        ]

        # So many worlds are drawn in the end, with all faults that the scenario tolerates.
        drawn = 50
        """;

    private static final String WORLDS = """
        # Families of small worlds, worlds/NAME.json: 100 seeds of each are run. Attempts and mutants that none of them shows
            # get one from: ./dsc exercise verify DIR --find
            worlds = [%s]

            # Classes in trials/, for what needs no world.
            # trials = [FirstLaw]\
        """;

    private static final String TRIALS = """
        # This scenario needs a cluster, and has no simulated worlds: classes in trials/ judge, each with 100 drawn cases.
            trials = [%s]\
        """;

    private static final String PAGE = """
        # Todo: say what the learner makes work

        **Guarantee.** Todo: what must hold, in the words of its source, with that source.

        **Given.** Todo: what there is besides the method `%s` in `%s`, and when it is called.

        What you have to work with:

        | What | Means |
        |---|---|
        | `Todo` | Todo: what it is for |

        **To do.** Todo: what the learner decides, and what must come of it; no line of the solution.

        **How it is judged.** Todo: in which worlds, with which faults, and which rule says what is broken.
        """;

    private static final String HINTS = """
        ## Todo: a nudge

        Todo: a question that leads there.

        ## Todo: what is easily overlooked

        Todo: the case that most forget.

        ## Todo: nearly all of it

        Todo: the solution in words.
        """;

    private static final String ATTEMPTS = """
        # What learners do before they know better: edits of the reference, each of which must fail by the rule that it names.
        file = "%s"
        attempts = [

          # {
          #   name = "what it gets wrong"
          #   before = "the text that is replaced, which stands there once"
          #   after = "what takes its place"
          #   breaks = rule "name of the rule, or guarantee"
          #   seed = 1
          # }
        ]
        """;

    private static final String LAW = """
        package %s;

        import dsc.workbench.grading.Trial;
        import java.util.Optional;
        import java.util.SplittableRandom;

        /** Todo: say what must be so. */
        public final class FirstLaw implements Trial {

            @Override
            public String name() {
                return "Todo: what must be so";
            }

            @Override
            public Optional<String> brokenBy(SplittableRandom random) {
                // Todo: draw a case, call what the learner writes, and say in a sentence what is wrong.
                return Optional.empty();
            }
        }
        """;

    /**
     * Lays it, as a whole or not at all.
     *
     * @param home where {@code src/main/java} lies
     * @throws DirectoryNotEmptyException when something lies there
     * @throws IllegalArgumentException when there is no such file or method; the message says which may be meant
     */
    public void layIn(Path directory, Path home) throws IOException {
        new Skeleton(home).cut(scenario.getClass(), List.of(stub.file()), List.of(stub), List.of(), List.of());
        if (Files.isDirectory(directory)) {
            try (Stream<Path> there = Files.list(directory)) {
                if (there.findAny().isPresent()) {
                    throw new DirectoryNotEmptyException(directory.toString());
                }
            }
        }
        Path parent = directory.toAbsolutePath().normalize().getParent();
        Files.createDirectories(parent);
        Path fresh = Files.createDirectory(parent.resolve("." + id + "-" + System.nanoTime()));
        try {
            write(fresh);
            Files.deleteIfExists(directory);
            Files.move(fresh, directory);
        } finally {
            PrivateFiles.remove(fresh);
        }
    }

    private void write(Path directory) throws IOException {
        boolean isPlatform = scenario.deployment().isPlatform();
        String file = stub.file();
        String judged =
                isPlatform ? String.format(Locale.ROOT, TRIALS, TRIAL) : String.format(Locale.ROOT, WORLDS, FAMILY);
        Map<String, String> texts = Map.of(
                ExerciseFile.NAME,
                String.format(
                        Locale.ROOT, CONF, scenario.id(), file, file, file, quoted(stub.method()), judged.strip()),
                "README.md",
                String.format(Locale.ROOT, PAGE, stub.method(), file),
                "hints.md",
                HINTS,
                "attempts.conf",
                String.format(Locale.ROOT, ATTEMPTS, file));
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(directory.resolve(text.getKey()), text.getValue());
        }
        if (isPlatform) {
            Files.writeString(
                    Files.createDirectory(directory.resolve("trials")).resolve(TRIAL + ".java"),
                    String.format(Locale.ROOT, LAW, scenario.getClass().getPackageName()));
        } else {
            world().write(Files.createDirectory(directory.resolve("worlds")).resolve(FAMILY + ".json"));
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private WorldFile world() {
        Conditions small = Conditions.usual(scenario.deployment())
                .edit()
                .nodes(Math.max(NODES, scenario.deployment().nodesLeast()))
                .clients(CLIENTS)
                .keys(1)
                .lengthMillis(LENGTH_MILLIS)
                .operationsPerSecond(OPERATIONS_PER_SECOND)
                .build();
        return new WorldFile(scenario.id(), "", "", "", "", Map.of(), new WorldSpec(1, small, FaultPlan.NONE));
    }

    /** What its author has to say first. */
    public static Stub stub(String file, String method) {
        return new Stub(file, method, TODO + " what the method does");
    }
}
