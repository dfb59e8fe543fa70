package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.workbench.protocol.NodeId;
import java.io.NotSerializableException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes what crosses the network or enters the journal thousands of times a second, field after field and without
 * reflection, straight into the buffer that the network sends. All else is left to Jackson.
 *
 * <p>Numbers are little-endian and of their full width; a text is the number of its bytes, as 4 bytes, and its UTF-8; a
 * list is the number of its elements, as 4 bytes, and those. The manifest names the record and the version of this
 * layout: another layout is another version, and what earlier versions wrote to a journal stays readable.
 */
final class RaftSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {

    private static final int IDENTIFIER = 4_711_002;

    private static final String APPEND_ENTRIES = "append-entries.1";
    private static final String APPENDED = "appended.1";
    private static final String ENTRIES_APPENDED = "entries-appended.1";

    /** The size of a record without its entries: numbers, and a node's id. */
    private static final int RECORD_BYTES_MAX = 1_024;

    /** An entry's term and the kind of its command. */
    private static final int ENTRY_BYTES_MIN = 9;

    private static final int NO_TEXT = -1;

    private static final byte NO_OP = 0;
    private static final byte OPEN_SESSION = 1;
    private static final byte WRITE = 2;
    private static final byte COMPARE_AND_SET = 3;
    private static final byte RECONFIGURE = 4;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object record) {
        return switch (record) {
            case AppendEntries append -> APPEND_ENTRIES;
            case Appended appended -> APPENDED;
            case EntriesAppended appended -> ENTRIES_APPENDED;
            default -> throw unknown(record);
        };
    }

    @Override
    public byte[] toBinary(Object record) {
        ByteBuffer buffer = ByteBuffer.allocate(sizeBytesMax(record));
        toBinary(record, buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static int sizeBytesMax(Object record) {
        List<Entry> entries = switch (record) {
            case AppendEntries append -> append.entries();
            case EntriesAppended appended -> appended.entries();
            default -> List.of();
        };
        return RECORD_BYTES_MAX
                + entries.stream()
                        .mapToInt(entry -> entry.command().sizeBytes())
                        .reduce(0, Math::addExact);
    }

    @Override
    public void toBinary(Object record, ByteBuffer buffer) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        switch (record) {
            case AppendEntries append -> {
                buffer.putLong(append.term());
                writeText(append.leader().value(), buffer);
                buffer.putLong(append.previousIndex()).putLong(append.previousTerm());
                buffer.putLong(append.commitIndex()).putLong(append.round());
                writeEntries(append.entries(), buffer);
            }
            case Appended appended -> {
                buffer.putLong(appended.term());
                writeText(appended.follower().value(), buffer);
                buffer.putLong(appended.matchIndex()).putLong(appended.round());
            }
            case EntriesAppended appended -> {
                buffer.putLong(appended.previousIndex());
                writeEntries(appended.entries(), buffer);
            }
            default -> throw unknown(record);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return fromBinary(ByteBuffer.wrap(bytes), manifest);
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) throws NotSerializableException {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        try {
            return switch (manifest) {
                case APPEND_ENTRIES -> readAppendEntries(buffer);
                case APPENDED -> new Appended(buffer.getLong(), readNode(buffer), buffer.getLong(), buffer.getLong());
                case ENTRIES_APPENDED -> new EntriesAppended(buffer.getLong(), readEntries(buffer));
                default ->
                    throw new NotSerializableException(
                            "\"" + manifest + "\" is not a manifest of this Raft; was it written by a newer one?");
            };
        } catch (BufferUnderflowException cutOff) {
            throw new NotSerializableException("\"" + manifest + "\" ends too early");
        }
    }

    private static AppendEntries readAppendEntries(ByteBuffer buffer) throws NotSerializableException {
        long term = buffer.getLong();
        NodeId leader = readNode(buffer);
        long previousIndex = buffer.getLong();
        long previousTerm = buffer.getLong();
        long commitIndex = buffer.getLong();
        long round = buffer.getLong();
        return new AppendEntries(term, leader, previousIndex, previousTerm, readEntries(buffer), commitIndex, round);
    }

    private static void writeEntries(List<Entry> entries, ByteBuffer buffer) {
        buffer.putInt(entries.size());
        for (Entry entry : entries) {
            buffer.putLong(entry.term());
            writeCommand(entry.command(), buffer);
        }
    }

    private static List<Entry> readEntries(ByteBuffer buffer) throws NotSerializableException {
        int count = buffer.getInt();
        if (count < 0 || count > buffer.remaining() / ENTRY_BYTES_MIN) {
            throw new NotSerializableException(count + " entries do not fit into " + buffer.remaining() + " bytes");
        }
        Entry[] entries = new Entry[count];
        for (int number = 0; number < count; number++) {
            entries[number] = new Entry(buffer.getLong(), readCommand(buffer));
        }
        return Collections.unmodifiableList(Arrays.asList(entries));
    }

    private static void writeCommand(Command command, ByteBuffer buffer) {
        switch (command) {
            case Command.NoOp noOp -> buffer.put(NO_OP);
            case Command.OpenSession open -> buffer.put(OPEN_SESSION);
            case Command.Reconfigure reconfigure -> {
                List<NodeId> servers = reconfigure.configuration().servers();
                buffer.put(RECONFIGURE).putInt(servers.size());
                servers.forEach(server -> writeText(server.value(), buffer));
            }
            case Command.Write write -> {
                buffer.put(WRITE).putLong(write.session()).putLong(write.sequence());
                writeText(write.key(), buffer);
                writeText(write.value(), buffer);
            }
            case Command.CompareAndSet cas -> {
                buffer.put(COMPARE_AND_SET).putLong(cas.session()).putLong(cas.sequence());
                writeText(cas.key(), buffer);
                writeText(cas.expected(), buffer);
                writeText(cas.value(), buffer);
            }
        }
    }

    private static Command readCommand(ByteBuffer buffer) throws NotSerializableException {
        byte kind = buffer.get();
        return switch (kind) {
            case NO_OP -> new Command.NoOp();
            case OPEN_SESSION -> new Command.OpenSession();
            case WRITE -> new Command.Write(buffer.getLong(), buffer.getLong(), readText(buffer), readText(buffer));
            case COMPARE_AND_SET ->
                new Command.CompareAndSet(
                        buffer.getLong(), buffer.getLong(), readText(buffer), readText(buffer), readText(buffer));
            case RECONFIGURE -> new Command.Reconfigure(readConfiguration(buffer));
            default -> throw new NotSerializableException("no command is of kind " + kind);
        };
    }

    private static Configuration readConfiguration(ByteBuffer buffer) throws NotSerializableException {
        int count = buffer.getInt();
        if (count < 0 || count > buffer.remaining() / Integer.BYTES) {
            throw new NotSerializableException(count + " servers do not fit into " + buffer.remaining() + " bytes");
        }
        List<NodeId> servers = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            servers.add(readNode(buffer));
        }
        return new Configuration(servers);
    }

    private static NodeId readNode(ByteBuffer buffer) throws NotSerializableException {
        return new NodeId(readText(buffer));
    }

    private static void writeText(String text, ByteBuffer buffer) {
        if (text == null) {
            buffer.putInt(NO_TEXT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(bytes.length).put(bytes);
    }

    private static String readText(ByteBuffer buffer) throws NotSerializableException {
        int length = buffer.getInt();
        if (length == NO_TEXT) {
            return null;
        }
        if (length < 0 || length > buffer.remaining()) {
            throw new NotSerializableException("no text has " + length + " bytes of " + buffer.remaining());
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException unknown(Object record) {
        return new IllegalArgumentException(
                "conf/raft.conf binds this serializer to " + record.getClass() + ", which it does not know");
    }
}
