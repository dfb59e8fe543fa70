package dsc.workbench.exercises;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * Has some packages, with all below them, of its own: edited classes, and copies of those that are as they were, so
 * that they see each other. Everything else it shares with its parent.
 */
public final class PackageLoader extends ClassLoader {

    private final Set<String> packages;
    private final Map<String, byte[]> edited;

    /**
     * @param packages their names
     * @param edited class files by the classes' binary names
     */
    public PackageLoader(Set<String> packages, Map<String, byte[]> edited, ClassLoader parent) {
        super(parent);
        this.packages = Set.copyOf(packages);
        this.edited = Map.copyOf(edited);
    }

    private boolean isOwn(String name) {
        return packages.stream().anyMatch(own -> name.startsWith(own + "."));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isOwn(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = edited.containsKey(name) ? edited.get(name) : original(name);
        return defineClass(name, code, 0, code.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
