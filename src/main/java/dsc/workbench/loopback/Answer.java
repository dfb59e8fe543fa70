package dsc.workbench.loopback;

import java.nio.charset.StandardCharsets;

/**
 * What a server answers.
 *
 * @param status of HTTP, 200 to 599
 * @param contentType of the body, for the header of that name
 * @param body in UTF-8
 */
public record Answer(int status, String contentType, byte[] body) {

    private static final String JSON = "application/json";

    /** An answer in JSON. */
    public Answer(int status, byte[] json) {
        this(status, JSON, json);
    }

    /**
     * An answer that says what is wrong, as {@code {"error": …}}.
     *
     * @param message without quotes, backslashes or control characters; what came with a request is not repeated in it
     */
    static Answer error(int status, String message) {
        return new Answer(status, ("{\"error\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
