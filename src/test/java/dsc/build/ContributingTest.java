package dsc.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.Simulation;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The example in CONTRIBUTING.md, as printed: it is formatted, compiles without a warning and passes its own test. */
@Isolated("it sets dsc.home, by which others find what they need")
class ContributingTest {

    private static final Pattern FILE = Pattern.compile("```(java|hocon)\n([/#].*?|package .*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("^(?:public )?(?:final )?class (\\w+)", Pattern.MULTILINE);
    private static final String ID = "quorumregister";

    private static final String PACKAGE = "dsc.concepts.foundations.coordination." + ID + ".";

    @Test
    void itsExampleWorksAsPrinted(@TempDir Path home) throws Exception {
        compileExample(home);
        withExample(home, ContributingTest::pass);
    }

    /** What it claims to tolerate, it tolerates: rare schedules are found in many worlds only. */
    @Test
    @Tag("thorough")
    void itsExampleKeepsItsGuaranteeInAThousandWorlds(@TempDir Path home) throws Exception {
        compileExample(home);
        withExample(
                home,
                loader -> Simulation.of((Scenario<?>) loader.loadClass(PACKAGE + "QuorumRegisterScenario")
                                .getDeclaredConstructor()
                                .newInstance())
                        .check(1, 1_000));
    }

    private static void compileExample(Path home) throws Exception {
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());
        Path conf = Files.createDirectory(home.resolve("conf"));
        List<Path> sources = new ArrayList<>();
        Matcher file = FILE.matcher(Files.readString(Path.of("CONTRIBUTING.md")));
        while (file.find()) {
            String text = file.group(2);
            if (file.group(1).equals("hocon")) {
                Files.writeString(conf.resolve(ID + ".conf"), text);
            } else {
                Matcher name = CLASS.matcher(text);
                Path source = home.resolve((name.find() ? name.group(1) : "package-info") + ".java");
                assertThat(formatter.formatSourceAndFixImports(text)).isEqualTo(text);
                sources.add(Files.writeString(source, text));
            }
        }
        assertThat(sources).hasSize(4);
        assertThat(sources).allSatisfy(source -> assertThat(source).content().doesNotContain("complementOf", "allOf"));
        compile(sources, home);
    }

    private static void compile(List<Path> sources, Path home) throws Exception {
        String lint = "-Xlint:all,-processing,-classfile,-serial";
        List<String> options = List.of(lint, "-Werror", "-parameters", "-proc:none", "-d", home.toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertThat(compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .as(() -> said.toString())
                    .isTrue();
        }
    }

    private interface Use {
        void of(ClassLoader loader) throws Exception;
    }

    private static void withExample(Path home, Use use) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        System.setProperty("dsc.home", home.toString());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {home.toUri().toURL()}, usual)) {
            // Pekko looks there for the classes of messages.
            thread.setContextClassLoader(loader);
            use.of(loader);
        } finally {
            System.clearProperty("dsc.home");
            thread.setContextClassLoader(usual);
        }
    }

    private static void pass(ClassLoader loader) throws Exception {
        Constructor<?> test = loader.loadClass(PACKAGE + "QuorumRegisterTest").getDeclaredConstructor();
        test.setAccessible(true);
        for (Method method : test.getDeclaringClass().getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                method.invoke(test.newInstance());
            }
        }
    }
}
