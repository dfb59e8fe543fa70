package dsc.workbench.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import dsc.cli.Simulated;
import dsc.workbench.faults.Fault;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Simulation;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.Strategy;
import dsc.workbench.simulation.worlds.WorldFile;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTestWriterTest {

    private static final String REPLAY = "To see it: ./dsc simulate local --world runs/simulate-local-20261123-235035"
            + "-seed1/world.json --trace '-Dx=<a> & {@b} \\u0041 */'";

    @TempDir
    private Path directory;

    @Test
    void itsSourceIsFormattedAsAllSourcesAre() throws Exception {
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());
        for (int seed = 1; seed <= 40; seed++) {
            Conditions conditions = Conditions.DEFAULT
                    .edit()
                    .nodes(1 + seed % 9)
                    .operationsPerSecond(seed % 3)
                    .network(Latency.parse("exponential:0.25-" + seed))
                    .fifo(seed % 2 == 0)
                    .strategy(seed % 2 == 0 ? Strategy.RANDOM : Strategy.pct(seed % 5))
                    .build();
            WorldFile drawn = WorldFileTest.file(seed * 1_000_000_007L, conditions);
            WorldFile file = new WorldFile(
                    "local",
                    "invalid",
                    "guarantee",
                    "guarantee: " + "a long word ".repeat(seed) + "<&> {@code *" + "/ \\u0041} ",
                    "0",
                    Map.of("dsc.local.text", "x\"\\".repeat(seed % 15), "dsc.local." + "y".repeat(3 * seed), "1"),
                    drawn.world());

            String source = WorldTestWriter.source(
                    new LocalRegisterScenario(), "SomeTest", file, "src/\"test\\" + "x".repeat(5 * seed), REPLAY);

            assertThat(formatter.formatSourceAndFixImports(source)).isEqualTo(source);
            if (seed % 10 == 9) {
                compile("SomeTest", source);
            }
        }
    }

    @Test
    void aTestOfABrokenWorldFailsWithTheSameRule() throws Exception {
        Path file = directory.resolve("BrokenTest.java");
        Path out = directory.resolve("out");
        Simulated.by("simulate local --nodes 3 --seeds 4 --seconds 10 --faults pause --emit-test".split(" "))
                .refused();
        Simulated.by(("simulate local --nodes 3 --seeds 4 --seconds 10 --faults pause --out " + out + " --emit-test "
                                + file)
                        .split(" "))
                .ended(1)
                .saying("test ", "BrokenTest.java");

        Throwable failure = catchThrowable(() -> run("BrokenTest", Files.readString(file)));

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("local, seed")
                .hasMessageContaining("invalid")
                .hasMessageContaining(WorldFile.read(out.resolve("world.json")).reason());
        String again = failure.getMessage().replaceFirst("(?s).*again: ./dsc ", "");
        Simulated.by(again.split(" "))
                .ended(1)
                .saying("invalid  ", WorldFile.read(out.resolve("world.json")).reason());
        assertThat(again).contains("--world " + directory.resolve("BrokenTest.json"));
    }

    /** Faults that a test states have no options: it writes its world down. */
    @Test
    void aTestThatStatesFaultsTellsHowToSeeItsWorld() {
        Simulation simulation = Simulation.of(new LocalRegisterScenario())
                .nodes(3)
                .seconds(10)
                .foreground(Fault.on(FaultKind.PAUSE, 2_000, 500, "n1"));

        Throwable failure = catchThrowable(() -> simulation.check(1, 1));

        String again = failure.getMessage().replaceFirst("(?s).*again: ./dsc ", "");
        assertThat(again).isEqualTo("simulate local --world target/worlds/local-seed1.json --trace");
        Simulated.by(again.replace(" --trace", "").split(" "))
                .ended(1)
                .saying("2.000 s  pause ", "n1", "hash", "invalid  key ");
    }

    @Test
    void aTestOfAValidWorldPasses() throws Throwable {
        Path file = directory.resolve("below").resolve("FineTest.java");
        Simulated.by(("simulate local --nodes 1 --seed 3 --seconds 10 --emit-test " + file).split(" "))
                .ended(0);

        String source = Files.readString(file);

        assertThat(source).contains("A world in which nothing was broken.");
        assertThat(source.lines().count()).isLessThan(30);
        run("FineTest", source);
    }

    /** A world that was made small for a defect may have nothing left in it that is tested once that is mended. */
    @Test
    void aTestOfABrokenWorldPassesWhenItIsMendedEvenIfNothingHappensInIt() throws Throwable {
        WorldFile file = WorldFileTest.file(
                7, Conditions.DEFAULT.edit().nodes(1).operationsMax(0).build());

        Path world = directory.resolve("world.json");
        file.write(world);

        run(
                "MendedTest",
                WorldTestWriter.source(new LocalRegisterScenario(), "MendedTest", file, world.toString(), REPLAY));
    }

    private void run(String name, String source) throws Throwable {
        Path classes = compile(name, source);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> type = loader.loadClass(LocalRegisterScenario.class.getPackageName() + "." + name);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object test = constructor.newInstance();
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(test);
                }
            }
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private Path compile(String name, String source) throws Exception {
        Path file =
                Files.writeString(Files.createTempDirectory(directory, "source").resolve(name + ".java"), source);
        Path classes = Files.createTempDirectory(directory, "classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-Xlint:all,-processing,-classfile",
                    "-proc:none",
                    "-Werror",
                    "-cp",
                    System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(source + said).isTrue();
        }
        return classes;
    }
}
