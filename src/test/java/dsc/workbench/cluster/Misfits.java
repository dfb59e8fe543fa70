package dsc.workbench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** JSON that is not what an endpoint expects, made from JSON that is. */
public final class Misfits {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Misfits() {}

    /** What no endpoint takes: nothing, no object, not JSON, too deep, not a number. */
    public static List<String> always() {
        return List.of(
                "",
                " ",
                "null",
                "true",
                "1",
                "\"text\"",
                "[]",
                "[{}]",
                "{",
                "{]",
                "{}{}",
                "{} x",
                "{'a': 1}",
                "{\"a\": NaN}",
                "{\"a\": Infinity}",
                "{\"a\": 01}",
                "{\"a\": " + "9".repeat(1_000) + "}",
                "{\"a\": 1, \"a\": 1}",
                "{\"a\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
                "\u0000",
                "{\"a\": \"\u0001\"}",
                "<html>");
    }

    /** The object {@code right} with one thing wrong: each field null, of other types, there twice; one field more. */
    public static List<String> of(String right) {
        JsonNode tree = tree(right);
        List<String> misfits = new ArrayList<>();
        misfits.add(right.substring(0, right.length() - 1) + (tree.isEmpty() ? "" : ",") + "\"surplus\":1}");
        for (var field : tree.properties()) {
            for (String wrong : wrong(field.getValue())) {
                misfits.add(tree.properties().stream()
                        .map(other -> "\"" + other.getKey() + "\":"
                                + (other.getKey().equals(field.getKey()) ? wrong : other.getValue()))
                        .collect(Collectors.joining(",", "{", "}")));
            }
            String twice = "\"" + field.getKey() + "\":" + field.getValue();
            misfits.add(right.substring(0, right.length() - 1) + "," + twice + "}");
        }
        return misfits;
    }

    private static List<String> wrong(JsonNode right) {
        List<String> wrong = new ArrayList<>(List.of("null", "{\"x\":{}}", "1.5", "1e400", "12345678901234567890123"));
        if (!right.isTextual()) {
            wrong.add("\"1\"");
            wrong.add("\"\"");
        }
        if (!right.isIntegralNumber()) {
            wrong.add("1");
        }
        if (!right.isBoolean()) {
            wrong.add("true");
        }
        if (!right.isArray()) {
            wrong.add("[]");
        } else {
            ArrayNode withNull = right.deepCopy();
            withNull.addNull();
            wrong.add(withNull.toString());
            ArrayNode withNumber = right.deepCopy();
            withNumber.add(1);
            wrong.add(withNumber.toString());
        }
        return wrong;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
