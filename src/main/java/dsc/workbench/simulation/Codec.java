package dsc.workbench.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import dsc.workbench.protocol.Wire;
import java.io.IOException;
import java.io.NotSerializableException;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/**
 * What nodes send and write goes through the serializers that live nodes use: nothing is shared between two nodes, or
 * between a node and its journal.
 */
final class Codec {

    private static final String FRAME = "pekko.remote.artery.advanced.maximum-frame-size";

    private static final String SERIALIZERS = "pekko.actor.serializers";
    private static final String BINDINGS = "pekko.actor.serialization-bindings";

    /** Artery's default, in bytes. */
    private static final long USUAL_FRAME_BYTES = 256 * 1024;

    /**
     * A value that was encoded and decoded.
     *
     * @param bytes how many it took
     */
    record Copy<T>(T value, int bytes) {}

    private final ExtendedActorSystem system;
    private final long frameBytesMax;

    /** The serializer that the scenario's configuration names for a class, if it names one. */
    private final Map<Class<?>, Optional<Serializer>> serializers = new HashMap<>();

    /** Jackson's, made when needed; null before. */
    private ObjectMapper jackson;

    private boolean used;

    Codec(ExtendedActorSystem system) {
        this.system = system;
        Config config = system.settings().config();
        this.frameBytesMax = config.hasPath(FRAME) ? config.getBytes(FRAME) : USUAL_FRAME_BYTES;
    }

    /** Whether this world's messages and events are encoded. */
    boolean isUsed() {
        return used;
    }

    void use(boolean used) {
        this.used = used;
    }

    /** A live node cannot send a larger message, in bytes. */
    long frameBytesMax() {
        return frameBytesMax;
    }

    /** @throws IllegalArgumentException when {@code value} cannot be encoded, or not be decoded */
    <T> Copy<T> copy(T value) {
        Optional<Serializer> own = serializers.computeIfAbsent(value.getClass(), type -> configured(value));
        try {
            Copy<?> copy = own.isPresent() ? byOwn(own.get(), value) : byJackson(value);
            @SuppressWarnings("unchecked")
            Copy<T> typed = (Copy<T>) copy;
            return typed;
        } catch (IOException uncodable) {
            throw new IllegalArgumentException(
                    value.getClass().getSimpleName() + " cannot be encoded and decoded: " + uncodable.getMessage(),
                    uncodable);
        }
    }

    private static Copy<Object> byOwn(Serializer serializer, Object value) throws IOException {
        byte[] bytes = serializer.toBinary(value);
        Object decoded = serializer instanceof SerializerWithStringManifest named
                ? named.fromBinary(bytes, named.manifest(value))
                : serializer.fromBinary(bytes, value.getClass());
        return new Copy<>(decoded, bytes.length);
    }

    /** By the class at hand, not by its name: a mutant's is another of the same name. */
    private Copy<Object> byJackson(Object value) throws IOException {
        if (!(value instanceof Wire)) {
            throw new NotSerializableException("what is sent or written has to be a Wire");
        }
        if (jackson == null) {
            jackson = JacksonObjectMapperProvider.get(system)
                    .getOrCreate("jackson-cbor", Optional.<JsonFactory>of(new CBORFactory()));
        }
        byte[] bytes = jackson.writeValueAsBytes(value);
        return new Copy<>(jackson.readValue(bytes, value.getClass()), bytes.length);
    }

    private Optional<Serializer> configured(Object value) {
        try {
            return Optional.of(SerializationExtension.get(system).serializerFor(value.getClass()));
        } catch (NotSerializableException unbound) {
            return configuredByName(value.getClass());
        }
    }

    /**
     * An edited class has the serializer that is named for the product's, with that one's package loaded anew as well.
     */
    private Optional<Serializer> configuredByName(Class<?> type) {
        return named(BINDINGS, type.getName())
                .flatMap(serializer -> named(SERIALIZERS, serializer))
                .map(name -> {
                    try {
                        Constructor<?> constructor =
                                type.getClassLoader().loadClass(name).getDeclaredConstructor();
                        constructor.setAccessible(true);
                        return (Serializer) constructor.newInstance();
                    } catch (ReflectiveOperationException unfit) {
                        throw new IllegalArgumentException(name + " cannot be made: " + unfit, unfit);
                    }
                });
    }

    private Optional<String> named(String map, String key) {
        String path = map + "." + ConfigUtil.quoteString(key);
        Config config = system.settings().config();
        return config.hasPath(path) ? Optional.of(config.getString(path)) : Optional.empty();
    }
}
