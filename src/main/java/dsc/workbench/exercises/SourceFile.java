package dsc.workbench.exercises;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import javax.tools.SimpleJavaFileObject;

/** A source file in memory, for the compiler. */
final class SourceFile extends SimpleJavaFileObject {

    private final String file;
    private final Path place;
    private final String text;

    /**
     * @param file relative to the scenario's package
     * @param place below the root of the sources
     */
    SourceFile(String file, Path place, String text) {
        super(uri(place), Kind.SOURCE);
        this.file = file;
        this.place = place;
        this.text = ProductSources.normalized(text);
    }

    private static URI uri(Path place) {
        try {
            return new URI("edited", "", "/" + place.toString().replace('\\', '/'), null);
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    String file() {
        return file;
    }

    Path place() {
        return place;
    }

    /** Without byte order mark, with Unix line ends. */
    String text() {
        return text;
    }

    /** The name of the only class that it may have, besides classes inside it. */
    String simpleName() {
        return place.getFileName().toString().replaceFirst("\\.java$", "");
    }

    String binaryName() {
        return packageName() + "." + simpleName();
    }

    String packageName() {
        return ProductSources.packageOf(place);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
