package dsc.workbench.workbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a learner did so far, by the ids of exercises: the file {@code progress.json}. Exercises that the checkout no
 * longer has, and fields that this version does not know, are kept as they are.
 */
public final class Progress {

    static final String FILE = "progress.json";
    static final int VERSION = 1;

    private static final String VERSION_KEY = "workbook";
    private static final String EXERCISES = "exercises";
    private static final String LATEST = "latest";
    private static final String BEGUN = "begun";
    private static final String FROM = "from";
    private static final String CHECKS = "checks";
    private static final String HINTS = "hints";
    private static final String PARTS = "parts";
    private static final String SOLUTION = "solutionSeen";
    private static final String PASSED = "passed";
    private static final String SKELETON = "passedWithSkeleton";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final ObjectNode root;

    private Progress(Path file, ObjectNode root) {
        this.file = file;
        this.root = root;
    }

    /** Nothing yet; it is not written. */
    static Progress empty(Path directory) {
        ObjectNode root = JSON.createObjectNode();
        root.put(VERSION_KEY, VERSION);
        root.putObject(EXERCISES);
        return new Progress(directory.resolve(FILE), root);
    }

    /**
     * That of a workbook.
     *
     * @throws LauncherException when it cannot be read, or is of a newer version
     */
    static Progress read(Path directory) {
        Path file = directory.resolve(FILE);
        JsonNode read;
        try {
            read = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException malformed) {
            throw new LauncherException(file + ":" + malformed.getLocation().getLineNr() + " is not JSON ("
                    + malformed.getOriginalMessage() + "); repair it, or take an older one from git");
        } catch (IOException unreadable) {
            throw new LauncherException(file + " cannot be read: " + unreadable.getMessage());
        }
        int version = read.path(VERSION_KEY).asInt(0);
        if (version > VERSION) {
            throw new LauncherException(file + " is of version " + version + ", and this checkout reads version "
                    + VERSION + "; update the checkout");
        }
        if (version < 1 || !read.path(EXERCISES).isObject()) {
            throw new LauncherException(file + " is not the progress of a workbook");
        }
        return new Progress(file, (ObjectNode) read);
    }

    private Optional<ObjectNode> entry(String id) {
        return root.path(EXERCISES).path(id) instanceof ObjectNode entry ? Optional.of(entry) : Optional.empty();
    }

    private ObjectNode made(String id) {
        return entry(id).orElseGet(() -> ((ObjectNode) root.path(EXERCISES)).putObject(id));
    }

    /** All that were begun, also those that the checkout no longer has. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        root.path(EXERCISES).fieldNames().forEachRemaining(all::add);
        return all;
    }

    /** The exercise that was begun last. */
    public Optional<String> latest() {
        return Optional.of(root.path(LATEST).asText("")).filter(id -> !id.isEmpty());
    }

    public boolean isBegun(String id) {
        return entry(id).isPresent();
    }

    /** Where an exercise lies that is none of the checkout's, as the workbook sees it. */
    public Optional<String> from(String id) {
        return entry(id).map(entry -> entry.path(FROM).asText("")).filter(from -> !from.isEmpty());
    }

    public int checks(String id) {
        return entry(id).map(entry -> entry.path(CHECKS).asInt(0)).orElse(0);
    }

    public int hintsSeen(String id) {
        return entry(id).map(entry -> entry.path(HINTS).asInt(0)).orElse(0);
    }

    /** How many parts of an exercise are shown that shows them one after the other, 1 or more. */
    public int partsReached(String id) {
        return entry(id).map(entry -> entry.path(PARTS).asInt(1)).orElse(1);
    }

    public boolean isSolutionSeen(String id) {
        return entry(id).map(entry -> entry.path(SOLUTION).asBoolean(false)).orElse(false);
    }

    /** When it passed for the first time, in ISO 8601. */
    public Optional<String> passed(String id) {
        return entry(id).map(entry -> entry.path(PASSED).asText("")).filter(when -> !when.isEmpty());
    }

    /**
     * It is the latest from now on.
     *
     * @param from where the exercise lies; empty for one of the checkout
     */
    void begin(String id, Instant now, Optional<String> from) {
        made(id).put(BEGUN, now.toString());
        from.ifPresentOrElse(where -> made(id).put(FROM, where), () -> made(id).remove(FROM));
        root.put(LATEST, id);
    }

    /**
     * Counts a check.
     *
     * @param skeleton a hash of what the exercise began with, if it passed
     */
    public void checked(String id, Instant now, Optional<String> skeleton) {
        ObjectNode entry = made(id);
        entry.put(CHECKS, checks(id) + 1);
        if (skeleton.isPresent() && passed(id).isEmpty()) {
            entry.put(PASSED, now.toString());
        }
        skeleton.ifPresent(hash -> entry.put(SKELETON, hash));
    }

    public void hintsSeen(String id, int hints) {
        made(id).put(HINTS, Math.max(hints, hintsSeen(id)));
    }

    public void partsReached(String id, int parts) {
        made(id).put(PARTS, Math.max(parts, partsReached(id)));
    }

    public void solutionSeen(String id) {
        made(id).put(SOLUTION, true);
    }

    /** @throws IOException when it cannot be written; the old one is left */
    public void write() throws IOException {
        PrivateFiles.write(file, (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
