package dsc.workbench.exercises;

import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A learner's directory, as tests make it from the product's own sources. */
public record EditedDirectory(Path path) {

    private static final Path ROOT = Path.of("src", "main", "java");

    /** Gets the files that a mutant edits, below {@code src/main/java}. */
    public EditedDirectory mutant(Scenario<?> product, String name) throws IOException {
        for (Edit edit : new MutantsFile(Path.of(""), product.id()).read(name).edits()) {
            edit(product, edit.file(), edit.before(), edit.after());
        }
        return this;
    }

    /** Gets a file of the product's with one edit, below {@code src/main/java}. */
    public EditedDirectory edit(Scenario<?> product, String file, String before, String after) throws IOException {
        Path place = place(product, file);
        Path from = Files.exists(path.resolve(place)) ? path.resolve(place) : place;
        return write(place, new Edit(file, before, after).applyTo(Files.readString(from)));
    }

    /** Gets a file with that text, below {@code src/main/java}. */
    public EditedDirectory file(Scenario<?> product, String file, String text) throws IOException {
        return write(place(product, file), text);
    }

    /** The same, in the directory itself. */
    public EditedDirectory flat(String file, String text) throws IOException {
        return write(Path.of(file), text);
    }

    private EditedDirectory write(Path place, String text) throws IOException {
        Files.createDirectories(path.resolve(place).getParent());
        Files.write(path.resolve(place), text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Where a file lies, in a checkout as in a learner's directory. */
    public static Path place(Scenario<?> product, String file) {
        return ROOT.resolve(product.getClass().getPackageName().replace('.', '/'))
                .resolve(file)
                .normalize();
    }

    /** The text of one of the product's files. */
    public static String text(Scenario<?> product, String file) throws IOException {
        return Files.readString(place(product, file));
    }
}
