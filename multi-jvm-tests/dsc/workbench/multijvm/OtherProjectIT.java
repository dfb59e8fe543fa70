package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar in another project, by the pom that the page prints: one dependency, and Maven's own reports. Needs the jar
 * that the build has packaged, and a local repository that has what the project needs, since Maven is offline here.
 */
@Tag("thorough")
class OtherProjectIT {

    private static final Path JAR = Path.of("target", "dsc-multi-jvm.jar");
    private static final Path POM = Path.of("target", "dsc-multi-jvm.pom");

    /** What the page prints. */
    private static final Path PAGE = Path.of("multi-jvm-tests", "README.md");

    @TempDir
    private Path project;

    @BeforeEach
    void make() throws Exception {
        assumeTrue(Files.exists(JAR) && Files.exists(POM), "needs the packaged jar: mvn verify");
        assumeTrue(Files.isDirectory(localRepository()), "needs a local repository");
        String dependency = Files.readString(PAGE)
                .replaceAll("(?s).*(<dependency>\\s+<groupId>dsc</groupId>.*?</dependency>).*", "$1");
        write("pom.xml", PROJECT.formatted(dependency));
        write("src/main/resources/application.conf", "other.answer = 42\npekko.remote.artery.canonical.port = 25520\n");
        write("src/test/java/demo/DemoIT.java", TESTS);
        install();
    }

    /** A repository of its own, by links to what the user's has: nothing of this is to be found there later. */
    private void install() throws IOException {
        Path repository = Files.createDirectories(project.resolve("repository"));
        try (Stream<Path> groups = Files.list(localRepository())) {
            for (Path group : groups.filter(path -> !path.endsWith("dsc")).toList()) {
                Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
            }
        }
        String version = Files.readString(POM).replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
        Path artifact = Files.createDirectories(repository.resolve(Path.of("dsc", "dsc-multi-jvm", version)));
        Files.copy(JAR, artifact.resolve("dsc-multi-jvm-" + version + ".jar"));
        Files.copy(POM, artifact.resolve("dsc-multi-jvm-" + version + ".pom"));
    }

    /** JUnit deletes what is left, and would warn of each. */
    @AfterEach
    void removeLinks() throws IOException {
        Path repository = project.resolve("repository");
        if (!Files.exists(repository)) {
            return;
        }
        try (Stream<Path> groups = Files.list(repository)) {
            for (Path group : groups.filter(Files::isSymbolicLink).toList()) {
                Files.delete(group);
            }
        }
    }

    private static Path localRepository() {
        return Path.of(System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
    }

    @Test
    void oneDependencyIsEnough() throws Exception {
        String said = maven(0, "-DexcludedGroups=failing");
        assertThat(said).doesNotContain("SLF4J", "DEBUG", "BUILD FAILURE");
        assertThat(report())
                .contains("name=\"passes[n1]\"", "name=\"passes[n2]\"", "name=\"Inner.isNested[n2]\"")
                .doesNotContain("name=\"fails");
    }

    /** One that fails every time is a failure, whatever another of the same name does. */
    @Test
    void whatFailsFailsAgainAndIsReported() throws Exception {
        String said = maven(1, "-Dgroups=failing", "-Dfailsafe.rerunFailingTestsCount=1");
        assertThat(said).contains("the second value", "DemoIT.java:").doesNotContain("Flakes: 1");
        assertThat(report())
                .contains("name=\"fails(int, MultiJvm)[2][n2]\"", "rerunFailure", "the second value")
                .contains("name=\"fails(MultiJvm)[n1]\"")
                .doesNotContain("flakyFailure", "name=\"passes");
    }

    private String maven(int status, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-o", "-q", "-B", "verify", "-Dmaven.repo.local=" + project.resolve("repository")));
        command.addAll(List.of(options));
        File log = project.resolve("maven.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int ended = builder.start().waitFor();
        String said = Files.readString(log.toPath());
        assertThat(ended).as(said).isEqualTo(status);
        return said;
    }

    private String report() throws IOException {
        return Files.readString(project.resolve("target/failsafe-reports/TEST-demo.DemoIT.xml"));
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static final String PROJECT = """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>demo</groupId>
          <artifactId>demo</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>21</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies>
        %s
          </dependencies>
          <build>
            <plugins>
              <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
              <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
              <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version></plugin>
              <plugin><artifactId>maven-jar-plugin</artifactId><version>3.4.2</version></plugin>
              <plugin>
                <artifactId>maven-failsafe-plugin</artifactId>
                <version>3.5.4</version>
                <executions>
                  <execution>
                    <goals>
                      <goal>integration-test</goal>
                      <goal>verify</goal>
                    </goals>
                  </execution>
                </executions>
              </plugin>
            </plugins>
          </build>
        </project>
        """;

    private static final String TESTS = """
        package demo;

        import static org.junit.jupiter.api.Assertions.assertEquals;

        import dsc.workbench.multijvm.MultiJvm;
        import dsc.workbench.multijvm.MultiJvmTest;
        import org.junit.jupiter.api.Nested;
        import org.junit.jupiter.api.Tag;
        import org.junit.jupiter.api.Test;
        import org.junit.jupiter.params.ParameterizedTest;
        import org.junit.jupiter.params.provider.ValueSource;

        @MultiJvmTest(nodes = 2)
        class DemoIT {

            @Test
            void passes(MultiJvm node) {
                node.formCluster();
                assertEquals(42, node.system().settings().config().getInt("other.answer"));
                node.system().log().info("seen");
            }

            @Nested
            class Inner {
                @Test
                void isNested(MultiJvm node) {
                    node.barrier("here");
                }
            }

            @Test
            @Tag("failing")
            void fails(MultiJvm node) {
                node.barrier("not here");
            }

            @ParameterizedTest
            @ValueSource(ints = {1, 2})
            @Tag("failing")
            void fails(int value, MultiJvm node) {
                node.runOn("n2", () -> assertEquals(1, value, "the second value"));
                node.barrier("after");
            }
        }
        """;
}
