package dsc.workbench.nodes;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node loads.
 *
 * @param libraries jars of others, which hardly ever change; a class archive has their classes
 * @param own this project's jar, or directories of classes
 */
public record NodeClasses(List<String> libraries, List<String> own) {

    /**
     * What the launcher alone uses. Pekko reads the manifest of every jar on the class path when it starts, and java
     * checks the signatures of those that are signed, as BouncyCastle's are: a quarter of a second of each node's
     * start.
     */
    private static final List<String> LAUNCHERS_OWN = List.of("bcpkix-", "bcprov-", "bcutil-", "jline-", "picocli-");

    public NodeClasses {
        libraries = List.copyOf(libraries);
        own = List.copyOf(own);
    }

    /** This JVM's own, the libraries in an order that is always the same, which an archive needs. */
    public static NodeClasses ofThisJvm() {
        return of(System.getProperty("java.class.path"), ownLocation());
    }

    /**
     * @param classPath as {@code -cp} has it
     * @param ownLocation the jar or directory that this project's classes come from
     */
    static NodeClasses of(String classPath, Path ownLocation) {
        List<String> libraries = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path) || path.equals(ownLocation)) {
                own.add(path.toString());
            } else if (LAUNCHERS_OWN.stream().noneMatch(path.getFileName().toString()::startsWith)) {
                libraries.add(path.toString());
            }
        }
        libraries.sort(null);
        return new NodeClasses(libraries, own);
    }

    private static Path ownLocation() {
        try {
            return Path.of(NodeClasses.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The same with a directory of classes that count more than the project's of the same names. Libraries, which have
     * no class of these names, stay first.
     */
    NodeClasses under(Path classes) {
        List<String> all = new ArrayList<>(List.of(classes.toAbsolutePath().toString()));
        all.addAll(own);
        return new NodeClasses(libraries, all);
    }

    /** As {@code -cp} has it, the libraries first: an archive's class path is the beginning of that of its users. */
    public String path() {
        List<String> all = new ArrayList<>(libraries);
        all.addAll(own);
        return String.join(File.pathSeparator, all);
    }
}
