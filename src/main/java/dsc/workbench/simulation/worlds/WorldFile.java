package dsc.workbench.simulation.worlds;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import dsc.workbench.faults.Fault;
import dsc.workbench.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A simulated world written down, so that it can be replayed wherever and whenever.
 *
 * @param version {@value #VERSION}: how worlds are made of what stands here
 * @param scenario the scenario's id
 * @param verdict what the world came to
 * @param broken the name of what was broken in it; empty if nothing was
 * @param reason the verdict's sentence
 * @param hash of its trace
 * @param settings configuration values by path, over those in {@code conf/}
 * @param world all that decides what happens in it
 */
public record WorldFile(
        int version,
        String scenario,
        String verdict,
        String broken,
        String reason,
        String hash,
        Map<String, String> settings,
        WorldSpec world) {

    /** Before, nothing was lost in a crash, no journal failed, and files had no version. */
    public static final int VERSION = 2;

    /** Beyond it, a fault comes after the longest world. */
    private static final long FAULT_MILLIS_MAX = 7_200_000;

    public WorldFile {
        settings = new TreeMap<>(settings);
    }

    /** A world as this version makes it. */
    public WorldFile(
            String scenario,
            String verdict,
            String broken,
            String reason,
            String hash,
            Map<String, String> settings,
            WorldSpec world) {
        this(VERSION, scenario, verdict, broken, reason, hash, settings, world);
    }

    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, WorldJson.WRITER.writeValueAsString(this) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** @throws IllegalArgumentException when {@code file} holds no world; the message says what is wrong, and where */
    public static WorldFile read(Path file) {
        try {
            String text = Files.readString(file);
            JsonNode tree = WorldJson.READER.readTree(text);
            requireVersion(tree);
            WorldFile read = WorldJson.READER.readValue(completed(tree), WorldFile.class);
            if (read == null) {
                throw new IllegalArgumentException("there is no world in it");
            }
            read.validate();
            return read;
        } catch (JsonMappingException mismatch) {
            if (mismatch.getCause() instanceof JsonParseException malformed) {
                throw malformed(malformed);
            }
            throw new IllegalArgumentException(place(mismatch) + what(mismatch), mismatch);
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no such file", missing);
        } catch (IOException unreadable) {
            String why = Files.isDirectory(file) ? "this is a directory" : "it cannot be read: " + unreadable;
            throw new IllegalArgumentException(why, unreadable);
        }
    }

    /** Conditions that came later are off in the worlds that were written before. */
    private static JsonNode completed(JsonNode file) {
        if (file.at("/world/conditions") instanceof ObjectNode conditions && !conditions.has("roam")) {
            conditions.put("roam", false);
        }
        return file;
    }

    private static void requireVersion(JsonNode file) {
        if (!file.has("scenario") || !file.has("world")) {
            return; // What is missing is said when it is read.
        }
        int version = file.path("version").asInt(1);
        if (version < VERSION) {
            throw new IllegalArgumentException("this is a world of version " + version
                    + ", written by dsc before crashes lost messages and journals failed; this dsc replays version "
                    + VERSION + ". Its seed makes another world now");
        }
        if (version > VERSION) {
            throw new IllegalArgumentException("this is a world of version " + version
                    + ", written by a later dsc; this one replays version " + VERSION);
        }
    }

    private static IllegalArgumentException malformed(JsonProcessingException malformed) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "line %d, column %d: %s",
                        malformed.getLocation().getLineNr(),
                        malformed.getLocation().getColumnNr(),
                        firstLine(malformed.getOriginalMessage())),
                malformed);
    }

    private static String place(JsonMappingException mismatch) {
        String path = mismatch.getPath().stream()
                .map(part -> part.getFieldName() != null ? "." + part.getFieldName() : "[" + part.getIndex() + "]")
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : path.replaceFirst("^\\.", "") + ": ";
    }

    /** The sentence of the constructor that refused a value, if it was one. */
    private static String what(JsonMappingException mismatch) {
        Throwable cause = mismatch.getCause();
        boolean ours = cause instanceof IllegalArgumentException && cause.getMessage() != null;
        String message = firstLine(ours ? cause.getMessage() : mismatch.getOriginalMessage());
        return message.matches("(Missing creator property|Null value for creator property|Cannot map `null`).*")
                ? "is missing"
                : message;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private void validate() {
        validate("foreground", world.plan().foreground());
        validate("background", world.plan().background());
        for (String path : settings.keySet()) {
            try {
                ConfigUtil.splitPath(path);
            } catch (ConfigException malformed) {
                throw new IllegalArgumentException(
                        "settings: \"" + path + "\" names no configuration value", malformed);
            }
        }
    }

    private void validate(String name, List<Fault> track) {
        List<NodeId> nodes = world.nodeIds();
        for (int index = 0; index < track.size(); index++) {
            Fault fault = track.get(index);
            String place = "world.plan." + name + "[" + index + "]: ";
            for (NodeId node : fault.nodes()) {
                if (!nodes.contains(node)) {
                    throw new IllegalArgumentException(
                            place + "there is no node " + node + " among " + nodes.size() + " nodes");
                }
            }
            if (fault.atMillis() > FAULT_MILLIS_MAX || fault.durationMillis() > FAULT_MILLIS_MAX) {
                throw new IllegalArgumentException(place + "times are 0 to " + FAULT_MILLIS_MAX + " ms");
            }
        }
    }
}
