package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code dsc}, with a java that does as it is told: exit status 1 means that a guarantee was broken. */
class LauncherScriptTest {

    private static final String STARTS = "case \"$*\" in *--dry-run*) exit 0;; esac; echo \"ran $*\"; exit 1";

    private static final String CANNOT_START = """
        echo 'Error occurred during initialization of VM'
        echo 'Conflicting collector combinations in option list'
        exit 1
        """;

    @TempDir
    private Path directory;

    private Path home;
    private Path jdk;

    @BeforeEach
    void install() throws IOException {
        home = installedIn(directory.resolve("home"));
        jdk = directory.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        executable(jdk.resolve("bin/javac"), "exit 0");
        executable(jdk.resolve("bin/java"), STARTS);
    }

    private static Path installedIn(Path home) throws IOException {
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("target/lib"));
        Files.createFile(home.resolve("pom.xml"));
        Files.copy(Path.of("dsc"), home.resolve("dsc"));
        Files.createFile(home.resolve("target/dsc.jar"));
        return home;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ended(int status, String output) {}

    private Ended run(Path installation, Map<String, String> environment) throws IOException, InterruptedException {
        return run(installation, environment, "list");
    }

    private Ended run(Path installation, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        List<String> command =
                new ArrayList<>(List.of(installation.resolve("dsc").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Ended(status, Files.readString(output));
    }

    @Test
    void theProgramsStatusIsTheScripts() throws Exception {
        assertThat(run(home, Map.of()))
                .satisfies(ended -> assertThat(ended.status()).isEqualTo(1))
                .satisfies(
                        ended -> assertThat(ended.output()).startsWith("ran ").contains("EntryPoint list"));
    }

    @Test
    void aJavaThatCannotStartIsNotAVerdict() throws Exception {
        executable(jdk.resolve("bin/java"), CANNOT_START);

        assertThat(run(home, Map.of()))
                .isEqualTo(new Ended(2, "dsc: java cannot start: Conflicting collector combinations in option list\n"));
    }

    @Test
    void javaIsTriedAgainWithOptionsThatAreNew() throws Exception {
        assertThat(run(home, Map.of()).status()).isEqualTo(1);
        executable(jdk.resolve("bin/java"), "[ -z \"${JAVA_TOOL_OPTIONS:-}\" ] || { " + CANNOT_START + "}\n" + STARTS);

        assertThat(run(home, Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC")))
                .satisfies(ended -> assertThat(ended.status()).isEqualTo(2))
                .satisfies(ended -> assertThat(ended.output()).contains("cannot start", "-XX:+UseParallelGC"));
        assertThat(run(home, Map.of()).status()).isEqualTo(1);
    }

    @Test
    void javaIsTriedOnceForTheSameOptions() throws Exception {
        executable(jdk.resolve("bin/java"), "echo once >>" + directory + "/tried\n" + STARTS);
        for (int time = 0; time < 3; time++) {
            run(home, Map.of());
        }

        // The trial, and three runs.
        assertThat(directory.resolve("tried")).content().hasLineCount(4);
    }

    private String simulated(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("simulate", "raft"));
        words.addAll(List.of(arguments));
        return run(home, Map.of(), words.toArray(String[]::new)).output();
    }

    /** A java that leaves the archive that it is asked for, and notes that it was. */
    private void installArchivingJava() throws IOException {
        executable(
                jdk.resolve("bin/java"),
                "case \"$*\" in *--dry-run*) exit 0;; esac\n"
                        + """
                        for word in "$@"; do
                          case $word in
                            -XX:ArchiveClassesAtExit=*) echo once >>"%s"; touch "${word#*=}"; exit 0 ;;
                          esac
                        done
                        echo "ran $*"
                        """.replace("%s", directory.resolve("archived").toString()));
    }

    @Test
    void whatJudgesSubmissionsHasTheArchiveOfSimulations() throws Exception {
        installArchivingJava();

        String ran = run(home, Map.of(), "exercise", "check").output();

        Path archive = home.resolve("target/simulation.jsa").toRealPath();
        assertThat(ran)
                .contains("-Ddsc.archive=" + archive, "launcher.jsa")
                .doesNotContain("-XX:SharedArchiveFile=" + archive, "ContextFreeLogging");
        assertThat(run(home, Map.of(), "exercise", "list").output()).doesNotContain("dsc.archive");
    }

    @Test
    void simulationsHaveAClassArchiveThatIsMadeOnce() throws Exception {
        installArchivingJava();
        Path archive = home.resolve("target/simulation.jsa");

        for (int time = 0; time < 2; time++) {
            assertThat(simulated())
                    .contains("-XX:SharedArchiveFile=" + archive.toRealPath(), "-Ddsc.archive=" + archive.toRealPath());
        }

        assertThat(directory.resolve("archived")).content().hasLineCount(1);
    }

    @Test
    void anotherJdkMakesAnotherArchive() throws Exception {
        installArchivingJava();
        simulated();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
        simulated();

        assertThat(directory.resolve("archived")).content().hasLineCount(2);
    }

    @Test
    void aJdkThatMakesNoArchiveIsAskedOnce() throws Exception {
        executable(jdk.resolve("bin/java"), "echo once >>" + directory + "/tried\n" + STARTS);
        for (int time = 0; time < 3; time++) {
            assertThat(simulated()).doesNotContain("SharedArchiveFile");
        }

        // The trial, the archive, and three runs.
        assertThat(directory.resolve("tried")).content().hasLineCount(5);
    }

    @Test
    void howManyWorldsThereAreChoosesTheCompiler() throws Exception {
        String quick = "-XX:TieredStopAtLevel=1";
        String sparing = "-XX:Tier4CompileThreshold=";

        assertThat(simulated("--seeds", "99")).contains(quick);
        assertThat(simulated("--seeds=1")).contains(quick);
        assertThat(simulated("--seed", "5000")).contains(quick);
        assertThat(simulated("--seeds", "100")).contains(sparing).doesNotContain(quick);
        assertThat(simulated("--from", "1")).contains(sparing).doesNotContain(quick);
        assertThat(simulated("--seeds", "1000")).doesNotContain(sparing, quick);
    }

    @Test
    void aColonInThePathIsRefused() throws Exception {
        Ended ended = run(installedIn(directory.resolve("a:b")), Map.of());

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output())
                .startsWith("dsc: java takes no class path with a colon")
                .hasLineCount(1);
    }

    @Test
    void aCommandOfTheScriptThatFailsIsNotAVerdict() throws Exception {
        Files.delete(home.resolve("target/dsc.jar"));
        Files.delete(home.resolve("target/lib"));
        Files.delete(home.resolve("target"));
        // No directory can be made where a file is.
        Files.createFile(home.resolve("target"));
        executable(jdk.resolve("bin/mvn"), "exit 0");

        assertThat(run(home, Map.of("PATH", jdk.resolve("bin") + ":" + System.getenv("PATH")))
                        .status())
                .isEqualTo(2);
    }

    /** What commands leave is for this user alone. */
    @Test
    void whatJavaWritesIsNotForOthers() throws Exception {
        executable(jdk.resolve("bin/java"), "umask");

        assertThat(run(home, Map.of()).output()).endsWith("0077\n");
    }

    @Test
    void neitherHomeNorALocaleIsNeeded() throws Exception {
        executable(jdk.resolve("bin/java"), "echo \"${HOME-none} $(locale charmap)\"");
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(home.resolve("dsc").toString(), "list")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.equals("HOME") || name.matches("LC_.*|LANG.*"));
        builder.environment().put("JAVA_HOME", jdk.toString());

        assertThat(builder.start().waitFor()).isZero();
        assertThat(output).content().endsWith(" UTF-8\n");
    }
}
