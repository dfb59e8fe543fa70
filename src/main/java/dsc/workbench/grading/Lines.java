package dsc.workbench.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** How jobs and messages are written: JSON, a line each, behind the job's number. */
final class Lines {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Lines() {}

    static String of(Job job) {
        return json(job);
    }

    static Job job(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, Job.class);
    }

    static String of(Job job, Message message) {
        return job.number() + " " + json(message);
    }

    /** What {@code line} says; empty if it is not of this job. */
    static Optional<Message> message(Job job, String line) {
        String start = job.number() + " ";
        if (!line.startsWith(start)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(line.substring(start.length()), Message.class));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
