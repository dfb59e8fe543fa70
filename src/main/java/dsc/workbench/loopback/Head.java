package dsc.workbench.loopback;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request without its body.
 *
 * @param path as it was sent, without the query
 * @param isOld whether it is HTTP/1.0: one request a connection
 * @param headers values by name in lower case, in the order in which they came
 */
record Head(String method, String path, boolean isOld, Map<String, List<String>> headers) {

    private static final int LENGTH_DIGITS_MAX = 18;

    /** All values of a header; none if it is absent. */
    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /**
     * The only value of a header, or null if it is absent.
     *
     * @throws RefusedException if there are several
     */
    String one(String name) throws RefusedException {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new RefusedException(400, "the header " + name + " is there twice");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /**
     * How many bytes of body follow.
     *
     * @throws RefusedException if the request does not say
     */
    long length() throws RefusedException {
        if (headers.containsKey("transfer-encoding")) {
            throw new RefusedException(411, "a body needs a Content-Length, and no Transfer-Encoding");
        }
        String length = one("content-length");
        if (length == null) {
            return 0;
        }
        if (!length.matches("[0-9]{1," + LENGTH_DIGITS_MAX + "}")) {
            throw new RefusedException(400, "Content-Length is not a number of bytes");
        }
        return Long.parseLong(length);
    }

    /** Whether the connection ends with this request, as the client wants it. */
    boolean isLast() {
        return isOld
                || all("connection").stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
    }
}
