package dsc.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The project's own files, for tests that read them. */
public final class ProjectFiles {

    private static final String[] ROOTS = {"src", "conf", "multi-jvm-tests"};

    private ProjectFiles() {}

    /** The files below {@code roots} whose names end so; a root that is not a directory has none. */
    public static List<Path> below(String ending, String... roots) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String root : roots) {
            if (Files.isDirectory(Path.of(root))) {
                try (Stream<Path> files = Files.walk(Path.of(root))) {
                    files.filter(file -> file.toString().endsWith(ending)).forEach(all::add);
                }
            }
        }
        return all;
    }

    /** Every page that people read: those at the top, and those beside what they are about. */
    public static List<Path> pages() throws IOException {
        List<Path> pages = below(".md", ROOTS);
        try (Stream<Path> top = Files.list(Path.of(""))) {
            top.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }
}
