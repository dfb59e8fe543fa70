package dsc.workbench.nodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of this machine. Not by ProcessHandle, which sees the first 4 KiB of a command line, or none. */
public final class Processes {

    private Processes() {}

    /** The command lines that contain {@code text}. */
    public static List<String> naming(String text) {
        try {
            return all().stream().filter(line -> line.contains(text)).toList();
        } catch (IOException failed) {
            throw new IllegalStateException("the processes of this machine cannot be listed", failed);
        }
    }

    private static List<String> all() throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            Process ps = new ProcessBuilder("ps", "-A", "-ww", "-o", "args=").start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path directory : directories) {
                try {
                    lines.add(Files.readString(directory.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (IOException ended) {
                    // It ended while we looked.
                }
            }
        }
        return lines;
    }
}
