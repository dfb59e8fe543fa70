package dsc.workbench.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/**
 * The class loader of simulated actor systems: of the defaults and the versions of Pekko's modules, it shows those of
 * the modules that run in one. Reading the others, and starting what their defaults list, such as serializers of the
 * cluster's messages, would take as long as the first world.
 */
final class PekkoDefaults extends ClassLoader {

    private static final Set<String> FILES = Set.of("reference.conf", "META-INF/MANIFEST.MF");

    /** One class of each module. */
    private static final List<Class<?>> MODULES = List.of(
            ActorSystem.class, org.apache.pekko.actor.typed.ActorSystem.class, Persistence.class, PersistenceId.class);

    private static final String SERIALIZERS = "pekko.actor.serializers";
    private static final String BINDINGS = "pekko.actor.serialization-bindings";

    /** The only one: the configuration library keeps what it read, by class loader. */
    private static final PekkoDefaults LOADER = new PekkoDefaults();

    private static final Config JACKSON = readJackson();

    private PekkoDefaults() {
        super(PekkoDefaults.class.getClassLoader());
    }

    /** The loader of a system with these settings; if they name a serializer of another module, all defaults count. */
    static ClassLoader loaderFor(Config settings) {
        Config serializers = settings.withFallback(ConfigFactory.defaultReference(LOADER));
        boolean known = !settings.hasPath(BINDINGS)
                || settings.getObject(BINDINGS).values().stream()
                        .map(binding -> binding.unwrapped().toString())
                        .allMatch(serializers.getObject(SERIALIZERS)::containsKey);
        return known ? LOADER : PekkoDefaults.class.getClassLoader();
    }

    /** What a world whose messages are encoded needs, without the serializers that a system would start with. */
    static Config jackson() {
        return JACKSON;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (!FILES.contains(name)) {
            return super.getResources(name);
        }
        List<URL> files = new ArrayList<>();
        for (Class<?> module : MODULES) {
            files.add(fileOf(module, name));
        }
        return Collections.enumeration(files);
    }

    private static Config readJackson() {
        try {
            return ConfigFactory.parseURL(fileOf(JacksonObjectMapperProvider.class, "reference.conf"))
                    .withOnlyPath("pekko.serialization");
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static URL fileOf(Class<?> module, String name) throws MalformedURLException {
        String library =
                module.getProtectionDomain().getCodeSource().getLocation().toString();
        return URI.create(library.endsWith("/") ? library + name : "jar:" + library + "!/" + name)
                .toURL();
    }
}
