package dsc.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip that {@code mvn package} leaves runs where there is a JDK, and neither Maven nor sources. */
class DistributionIT {

    private static final int SECONDS_MAX = 120;

    @TempDir
    private Path directory;

    @Test
    void runsWithAJdkAndWithoutMaven() throws IOException, InterruptedException {
        Path home = unpack(zip());
        assertThat(home.resolve("pom.xml")).doesNotExist();

        assertThat(dsc(home, "list")).contains("raft").contains("lastwritewins");
        assertThat(dsc(home, "simulate", "lastwritewins", "--seeds", "2"))
                .contains("valid  nothing broken in 2 worlds");
    }

    /** Its pages are those that the launcher names, and its licence goes with it. */
    @Test
    void hasThePagesAndTheLicence() throws IOException {
        Path home = unpack(zip());
        assertThat(List.of("README.md", "GLOSSARY.md", "CHANGELOG.md", "LICENSE", "src/docs", "conf/node.conf"))
                .allSatisfy(name -> assertThat(home.resolve(name)).exists());
        assertThat(home.resolve("src/main/java/dsc/concepts/foundations/consensus/README.md"))
                .exists();
        assertThat(Files.isExecutable(home.resolve("dsc"))).isTrue();
    }

    private static Path zip() throws IOException {
        try (DirectoryStream<Path> zips = Files.newDirectoryStream(Path.of("target"), "dsc-*.zip")) {
            for (Path zip : zips) {
                return zip;
            }
        }
        throw new AssertionError("there is no target/dsc-*.zip; mvn -DskipTests package makes it");
    }

    private Path unpack(Path zip) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            for (Path from : all.toList()) {
                Path to = directory.resolve(files.getPath("/").relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
                }
            }
        }
        try (DirectoryStream<Path> tops = Files.newDirectoryStream(directory)) {
            return tops.iterator().next();
        }
    }

    /** What a command prints, once it has ended with status 0. */
    private String dsc(Path home, String... arguments) throws IOException, InterruptedException {
        File output = directory.resolve("output.txt").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of(home.resolve("dsc").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", directory.toString());
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output.toPath(), UTF_8);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
