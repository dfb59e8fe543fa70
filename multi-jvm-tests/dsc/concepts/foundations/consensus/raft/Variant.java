package dsc.concepts.foundations.consensus.raft;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A deliberately broken Raft: the product's sources with a few small edits, compiled when a test asks for it. It exists
 * below {@code target/} only.
 *
 * @param name what it gets wrong
 * @param edits the edits, each of which must apply
 */
record Variant(String name, List<Edit> edits) {

    private static final Path SOURCES = Path.of("src/main/java/dsc/concepts/foundations/consensus/raft");

    /**
     * @param before text that stands in the file exactly once
     * @param after what takes its place
     */
    record Edit(String file, String before, String after) {}

    static Variant of(String name, Edit... edits) {
        return new Variant(name, List.of(edits));
    }

    /** Compiles the variant and returns the directory with its classes. */
    Path compile() throws IOException {
        Path root = Path.of("target", "variants", name.replace(' ', '-')).toAbsolutePath();
        Path sources = root.resolve("sources");
        Path classes = root.resolve("classes");
        deleteAll(root);
        Files.createDirectories(sources);
        Files.createDirectories(classes);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> originals = Files.list(SOURCES)) {
            for (Path original :
                    originals.filter(path -> path.toString().endsWith(".java")).toList()) {
                Path copy = sources.resolve(original.getFileName());
                Files.writeString(copy, edited(original.getFileName().toString(), Files.readString(original)));
                files.add(copy);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of(
                                    "--release",
                                    "21",
                                    "-parameters",
                                    "-nowarn",
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the variant \"" + name + "\" does not compile:\n" + messages);
            }
        }
        return classes;
    }

    private String edited(String file, String text) {
        String result = text;
        for (Edit edit : edits) {
            if (!edit.file().equals(file)) {
                continue;
            }
            int at = result.indexOf(edit.before());
            if (at < 0 || result.indexOf(edit.before(), at + 1) >= 0) {
                throw new IllegalStateException(
                        "the variant \"" + name + "\" expects this exactly once in " + file + ":\n" + edit.before());
            }
            result = result.replace(edit.before(), edit.after());
        }
        return result;
    }

    private static void deleteAll(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
