package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Wire;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every protocol: each record that crosses the network or enters the journal comes back as it was, by the
 * serializers of {@code conf/node.conf} and {@code conf/<id>.conf}. A record that is added takes part by itself.
 */
class WireSuite {

    private static final String OVERRIDES = """
        pekko.actor.provider = local
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.coordinated-shutdown.reason-overrides = {}
        dsc.node { id = n1, directory = target }
        """;

    private static final int VALUES = 40;

    /**
     * Records whose components must fit each other more closely than drawn ones do; their protocols have tests with
     * samples of them.
     */
    private static final List<String> SAMPLED = List.of();

    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        Config config = ConfigFactory.parseString(OVERRIDES);
        for (Scenario<?> scenario : Catalog.scenarios()) {
            config = config.withFallback(ConfigFactory.parseFile(
                    Path.of("conf", scenario.id() + ".conf").toFile()));
        }
        kit = ActorTestKit.create(
                "wire",
                config.withFallback(ConfigFactory.parseFile(
                                Path.of("conf/node.conf").toFile()))
                        .withFallback(ConfigFactory.load())
                        .resolve());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    /** In the packages of all protocols, of their concepts, and of what concepts share. */
    static List<Class<?>> wireTypes() {
        return Stream.concat(
                        Stream.of("dsc.concepts.shared"),
                        Catalog.scenarios().stream()
                                .map(scenario -> scenario.getClass().getPackageName())
                                .flatMap(name -> Stream.of(name, name.substring(0, name.lastIndexOf('.')))))
                .distinct()
                .flatMap(WireSuite::classes)
                .filter(Wire.class::isAssignableFrom)
                .filter(type -> !type.isInterface())
                .toList();
    }

    private static Stream<Class<?>> classes(String packageName) {
        try {
            Path root = Path.of(Wire.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
                return files
                        .map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                        .sorted()
                        .<Class<?>>map(file -> load(packageName + "." + file.replace(".class", "")))
                        .toList()
                        .stream();
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Wire.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    static Stream<Class<?>> wireRecords() {
        return wireTypes().stream().filter(Class::isRecord);
    }

    @ParameterizedTest
    @MethodSource("wireRecords")
    void comesBackAsItWas(Class<?> type) {
        DrawnValues drawn = new DrawnValues(1, WireSuite::reference);
        List<Object> values = IntStream.range(0, VALUES)
                .mapToObj(number -> drawn.of(type))
                .flatMap(Optional::stream)
                .toList();
        if (!SAMPLED.contains(type.getSimpleName())) {
            assertThat(values)
                    .as("values of %s; if they must fit each other more closely, test samples of it and list it", type)
                    .hasSize(VALUES);
        }
        for (Object value : values) {
            assertThat(throughBytes(value)).usingRecursiveComparison().isEqualTo(value);
        }
    }

    private static ActorRef<?> reference(Class<?> type) {
        return kit.createTestProbe().ref();
    }

    private static Object throughBytes(Object value) {
        Serialization serialization = SerializationExtension.get(kit.system());
        Serializer serializer = serialization.findSerializerFor(value);
        return serialization
                .deserialize(
                        serialization.serialize(value).get(),
                        serializer.identifier(),
                        Serializers.manifestFor(serializer, value))
                .get();
    }
}
