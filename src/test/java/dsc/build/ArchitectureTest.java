package dsc.build;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which package may import which, and what a protocol may not touch. Packages are written
 * {@code dsc..workbench.history}, so that the rules also see the classes below {@code dsc.build.planted} which break
 * them on purpose ({@link PlantedTest}).
 */
@AnalyzeClasses(packages = "dsc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String HISTORY = "dsc..workbench.history..";
    private static final String CHECKERS = "dsc..workbench.checkers..";
    private static final String PROTOCOL = "dsc..workbench.protocol..";
    private static final String SIMULATION = "dsc..workbench.simulation..";
    private static final String EXPLORATION = "dsc..workbench.exploration..";
    private static final String CLIENT = "dsc..workbench.client..";
    private static final String FAULTS = "dsc..workbench.faults..";
    private static final String CLUSTER = "dsc..workbench.cluster..";
    private static final String EXERCISES = "dsc..workbench.exercises..";
    private static final String GRADING = "dsc..workbench.grading..";
    private static final String REPORT = "dsc..workbench.report..";
    private static final String MULTI_JVM = "dsc..workbench.multijvm..";
    private static final String LINKS = "dsc..workbench.links..";
    private static final String PROCESSES = "dsc..workbench.processes..";
    private static final String LOOPBACK = "dsc..workbench.loopback..";
    private static final String TERMINAL = "dsc..workbench.terminal..";
    private static final Pattern IN_THE_WORKBENCH = Pattern.compile("dsc\\.(?:.*\\.)?workbench\\.(\\w+).*");
    private static final String CLI = "dsc..cli..";
    private static final String WORKBENCH = "dsc..workbench..";
    private static final String CONCEPTS = "dsc..concepts..";

    /** A concept's own package, and those of its protocols. */
    private static final String IN_A_CONCEPT = "dsc..concepts.*.*..";

    /** What protocols of several concepts use. */
    private static final String SHARED = "dsc..concepts.shared..";

    private static final String JDK = "java..";

    @ArchTest
    static final ArchRule HISTORY_KNOWS_ONLY_THE_JDK = onlyDependsOn(HISTORY, JDK);

    @ArchTest
    static final ArchRule CHECKERS_KNOW_ONLY_HISTORIES = onlyDependsOn(CHECKERS, JDK, HISTORY);

    @ArchTest
    static final ArchRule THE_CONTRACT_KNOWS_NO_RUNNER = onlyDependsOn(
            PROTOCOL,
            JDK,
            HISTORY,
            CHECKERS,
            "org.apache.pekko.actor.typed..",
            "org.apache.pekko.persistence.typed..",
            "com.typesafe.config..",
            "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule CLIENTS_KNOW_ONLY_THE_CONTRACT = onlyDependsOn(CLIENT, JDK, PROTOCOL, HISTORY);

    @ArchTest
    static final ArchRule FAULTS_KNOW_NO_ACTOR =
            onlyDependsOn(FAULTS, JDK, PROTOCOL, HISTORY, "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule REPORT_KNOWS_ONLY_WHAT_WAS_RECORDED =
            onlyDependsOn(REPORT, JDK, HISTORY, CHECKERS, "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule A_NODE_KNOWS_NEITHER_CLI_NOR_REPORT = noClasses()
            .that()
            .resideInAPackage(CLUSTER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, REPORT);

    @ArchTest
    static final ArchRule THE_SIMULATION_KNOWS_NO_LIVE_NODE = onlyDependsOn(
            SIMULATION,
            JDK,
            PROTOCOL,
            HISTORY,
            CHECKERS,
            FAULTS,
            CLIENT,
            "org.apache.pekko..",
            "scala..",
            "com.typesafe.config..",
            "com.fasterxml.jackson..",
            "ch.qos.logback..",
            "org.slf4j..");

    @ArchTest
    static final ArchRule EXERCISES_KNOW_NO_LIVE_NODE = onlyDependsOn(
            EXERCISES,
            JDK,
            "javax.tools..",
            "javax.lang.model..",
            "com.sun.source..",
            PROTOCOL,
            HISTORY,
            CHECKERS,
            FAULTS,
            SIMULATION,
            PROCESSES,
            "com.typesafe.config..");

    @ArchTest
    static final ArchRule THE_GRADER_KNOWS_NO_LIVE_NODE = onlyDependsOn(
            GRADING,
            JDK,
            PROTOCOL,
            HISTORY,
            CHECKERS,
            FAULTS,
            SIMULATION,
            EXPLORATION,
            EXERCISES,
            PROCESSES,
            TERMINAL,
            "com.typesafe.config..",
            "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule PROCESSES_KNOW_ONLY_THE_JDK = onlyDependsOn(PROCESSES, JDK);

    @ArchTest
    static final ArchRule LOOPBACK_SERVERS_KNOW_ONLY_THE_JDK = onlyDependsOn(LOOPBACK, JDK);

    /** Every door is the one that was looked at: it asks for Host, Origin and token, and has limits. */
    @ArchTest
    static final ArchRule THERE_IS_NO_OTHER_HTTP_SERVER = noClasses()
            .that()
            .resideInAPackage("dsc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.net.httpserver..", "org.apache.pekko.http..")
            .because("LoopbackServer is under every endpoint");

    @ArchTest
    static final ArchRule LINKS_KNOW_ONLY_PEKKO =
            onlyDependsOn(LINKS, JDK, "org.apache.pekko..", "com.typesafe.config..");

    @ArchTest
    static final ArchRule MULTI_JVM_TESTS_STAND_ALONE = onlyDependsOn(
                    MULTI_JVM,
                    JDK,
                    PROCESSES,
                    LINKS,
                    "org.apache.pekko..",
                    "scala..",
                    "com.typesafe.config..",
                    "org.junit..",
                    "org.opentest4j..")
            .because("they are a jar of their own, for other projects");

    @ArchTest
    static final ArchRule THE_WORKBENCH_KNOWS_NO_CONCEPT = noClasses()
            .that()
            .resideInAPackage(WORKBENCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONCEPTS, CLI);

    @ArchTest
    static final ArchRule NOTHING_IMPORTS_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI);

    @ArchTest
    static final ArchRule THE_TERMINAL_KNOWS_ONLY_THE_JDK = onlyDependsOn(TERMINAL, JDK, "picocli..");

    /** The packages of the workbench, each of which may import only those that stand before it. */
    static final List<String> FLOORS = List.of(
            "history",
            "processes",
            "loopback",
            "links",
            "terminal",
            "checkers",
            "protocol",
            "faults",
            "client",
            "report",
            "journals",
            "cluster",
            "simulation",
            "multijvm",
            "exercises",
            "nodes",
            "runs",
            "playground",
            "exploration",
            "grading",
            "workbook",
            "batch",
            "benchmarks");

    @ArchTest
    static final ArchRule THE_WORKBENCH_IMPORTS_DOWNWARDS = classes()
            .that()
            .resideInAPackage(WORKBENCH)
            .should(importOnlyFloorsBelow())
            .because("a package is understood from those below it");

    @ArchTest
    static final ArchRule THE_CLI_KNOWS_ONLY_THE_CATALOG = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat(
                    resideInAPackage(CONCEPTS).and(not(nameMatching("dsc\\.concepts\\.(Catalog|Concept)"))));

    @ArchTest
    static final ArchRule PROTOCOLS_DO_NOT_KNOW_EACH_OTHER = slices().matching("dsc..concepts.(*).(*).(*)..")
            .namingSlices("$1.$2.$3")
            .should()
            .notDependOnEachOther()
            .as("protocols should not know each other");

    @ArchTest
    static final ArchRule CONCEPTS_DO_NOT_KNOW_EACH_OTHER = slices().matching("dsc..concepts.(*).(*)..")
            .namingSlices("$1.$2")
            .should()
            .notDependOnEachOther()
            .as("concepts should not know each other");

    @ArchTest
    static final ArchRule A_CONCEPT_USES_ONLY_THE_CONTRACT = noClasses()
            .that()
            .resideInAPackage(IN_A_CONCEPT)
            .should()
            .dependOnClassesThat(resideInAPackage(WORKBENCH).and(not(resideInAnyPackage(PROTOCOL, HISTORY, CHECKERS))));

    @ArchTest
    static final ArchRule WHAT_CONCEPTS_SHARE_KNOWS_NO_CONCEPT =
            onlyDependsOn(SHARED, JDK, PROTOCOL, HISTORY, CHECKERS, "org.apache.pekko..", "scala..");

    @ArchTest
    static final ArchRule A_CONCEPT_DOES_NOT_KNOW_THE_CATALOG = noClasses()
            .that()
            .resideInAPackage(IN_A_CONCEPT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dsc..concepts");

    @ArchTest
    static final ArchRule THE_WORKBENCH_HAS_NO_CYCLES =
            slices().matching("dsc..workbench.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CLASSES_OF_DIFFERENT_PACKAGES_FORM_A_CIRCLE =
            slices().matching("(dsc..)").should().beFreeOfCycles().as("packages should be free of cycles");

    @ArchTest
    static final ArchRule PROTOCOLS_HAVE_NO_HIDDEN_INPUTS = noClasses()
            .that()
            .resideInAPackage(CONCEPTS)
            .should()
            .accessTargetWhere(ForbiddenAccess.isHiddenInput())
            .because("the simulation repeats a run from its seed: time and randomness come in by NodeContext");

    @ArchTest
    static final ArchRule PROTOCOLS_HAVE_NO_STATIC_STATE = fields().that()
            .areDeclaredInClassesThat()
            .resideInAPackage(CONCEPTS)
            .and()
            .areStatic()
            .should()
            .beFinal()
            .because("several nodes may live in one JVM");

    @ArchTest
    static final ArchRule SETS_OF_FAULT_KINDS_ARE_WRITTEN_OUT = noClasses()
            .that()
            .resideInAnyPackage(CONCEPTS, PROTOCOL)
            .should()
            .accessTargetWhere(ForbiddenAccess.namesNoKind())
            .because("a kind of fault that is added later is tolerated by nothing until its author says so");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_THE_MACHINES_LOCALE = noClasses()
            .that()
            .resideInAPackage("dsc..")
            .should()
            .accessTargetWhere(ForbiddenAccess.usesWhatTheMachineIsSetTo())
            .because("what is printed, parsed or written is the same everywhere: Locale.ROOT and UTF-8 are named");

    private static ArchCondition<JavaClass> importOnlyFloorsBelow() {
        return new ArchCondition<>("import only packages of the workbench below their own") {
            @Override
            public void check(JavaClass importing, ConditionEvents events) {
                int floor = floor(importing);
                if (floor < 0) {
                    events.add(SimpleConditionEvent.violated(
                            importing, importing.getName() + " lies in a package that is not among the floors"));
                }
                importing.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> floor(dependency.getTargetClass()) > floor)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(importing, dependency.getDescription())));
            }
        };
    }

    /** Counted from below; -1 outside the workbench, and for an unknown package. */
    private static int floor(JavaClass of) {
        Matcher inWorkbench = IN_THE_WORKBENCH.matcher(of.getPackageName());
        return inWorkbench.matches() ? FLOORS.indexOf(inWorkbench.group(1)) : -1;
    }

    private static ArchRule onlyDependsOn(String own, String... others) {
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(own).or(resideInAnyPackage(others)));
    }
}
