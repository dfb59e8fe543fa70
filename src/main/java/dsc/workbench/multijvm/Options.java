package dsc.workbench.multijvm;

import dsc.workbench.multijvm.nodes.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * How tests are run, as system properties or JUnit configuration parameters say.
 *
 * @param directory {@code multijvm.directory}: for what nodes leave; {@code target/multi-jvm} by default, or
 *     {@code build/multi-jvm} where there is no {@code target}
 * @param keep {@code multijvm.keep}: nodes' directories are kept, those of tests that pass as well
 * @param debugged {@code multijvm.debug}: a role whose JVM waits for a debugger before it does anything; nothing times
 *     out then
 * @param debugPort {@code multijvm.debug-port}: where it waits, 5005 by default
 */
record Options(Path directory, boolean keep, Optional<String> debugged, int debugPort) {

    private static final int DEBUG_PORT = 5005;

    static Options from(ConfigurationParameters parameters) {
        return new Options(
                parameters
                        .get("multijvm.directory")
                        .map(Path::of)
                        .orElseGet(Options::usualDirectory)
                        .toAbsolutePath(),
                parameters.getBoolean("multijvm.keep").orElse(false),
                parameters.get("multijvm.debug").filter(role -> !role.isBlank()),
                parameters.get("multijvm.debug-port", Integer::valueOf).orElse(DEBUG_PORT));
    }

    /** Where the class archive is as well, whatever else is put elsewhere: it is the same for all tests. */
    static Path usualDirectory() {
        return Path.of(Files.isDirectory(Path.of("target")) ? "target" : "build", "multi-jvm")
                .toAbsolutePath();
    }

    /** Later than any, where somebody debugs. */
    Deadline deadline(Duration timeout) {
        return debugged.isPresent() ? Deadline.NEVER : Deadline.in(timeout);
    }

    /** What the JVM of {@code role} is started with beyond what the suite says. */
    List<String> jvmOptions(String role) {
        return debugged.filter(role::equals).isPresent()
                ? List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + debugPort)
                : List.of();
    }
}
