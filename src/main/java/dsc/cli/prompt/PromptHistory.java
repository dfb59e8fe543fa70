package dsc.cli.prompt;

import dsc.workbench.processes.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the lines are kept that were typed at a prompt: a file a scenario, in the user's data directory. */
final class PromptHistory {

    private PromptHistory() {}

    /**
     * The file, which its owner alone can read; nothing where none can be written.
     *
     * @param environment of this process
     */
    static Optional<Path> file(String scenario, Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = data.startsWith("/") ? Path.of(data) : Path.of(home, ".local", "share");
        if (!base.isAbsolute()) {
            return Optional.empty();
        }
        try {
            Path directory = PrivateFiles.ownDirectory(base.resolve("dsc").resolve("history"));
            return Optional.of(PrivateFiles.createFile(directory.resolve(scenario)));
        } catch (IOException | RuntimeException unwritable) {
            return Optional.empty();
        }
    }
}
