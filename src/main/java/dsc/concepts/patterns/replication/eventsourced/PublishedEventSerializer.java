package dsc.concepts.patterns.replication.eventsourced;

import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.typed.PublishedEvent;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.apache.pekko.serialization.Serializers;

/** Writes {@link EventSourced.PublishedByPeer} as Pekko writes the event in it. */
final class PublishedEventSerializer extends SerializerWithStringManifest {

    private static final int IDENTIFIER = 4_711_011;

    /** Between the serializer's number and its own manifest. */
    private static final String SEPARATOR = ":";

    private final ExtendedActorSystem system;

    PublishedEventSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        PublishedEvent event = ((EventSourced.PublishedByPeer) message).event();
        Serializer serializer = serialization().findSerializerFor(event);
        return serializer.identifier() + SEPARATOR + Serializers.manifestFor(serializer, event);
    }

    @Override
    public byte[] toBinary(Object message) {
        PublishedEvent event = ((EventSourced.PublishedByPeer) message).event();
        return serialization().findSerializerFor(event).toBinary(event);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        String[] parts = manifest.split(SEPARATOR, 2);
        if (parts.length < 2 || !parts[0].matches("\\d{1,9}")) {
            throw new NotSerializableException("no published event: " + manifest);
        }
        Object event = serialization()
                .deserialize(bytes, Integer.parseInt(parts[0]), parts[1])
                .get();
        return new EventSourced.PublishedByPeer((PublishedEvent) event);
    }

    private Serialization serialization() {
        return SerializationExtension.get(system);
    }
}
