package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dsc.cli.arguments.KnownCheckers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

    private static final String WRITE = """
        {:process 0, :type :invoke, :f :write, :value 1}
        {:process 0, :type :ok, :f :write, :value 1}
        """;

    private static final String STALE_READ = """
        {:process 0, :type :invoke, :f :read, :value nil}
        {:process 0, :type :ok, :f :read, :value 7}
        """;

    @TempDir
    private Path directory;

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private String valid() throws IOException {
        return file("valid.edn", WRITE);
    }

    private String invalid() throws IOException {
        return file("invalid.edn", WRITE + STALE_READ);
    }

    private static Told check(String... files) {
        String[] arguments = new String[files.length + 3];
        System.arraycopy(new String[] {"check", "--model", "register"}, 0, arguments, 0, 3);
        System.arraycopy(files, 0, arguments, 3, files.length);
        return Told.by(arguments);
    }

    @Test
    void wantsAModelAndAFile() throws IOException {
        Told.by("check", valid()).refused().saying("--model");
        Told.by("check", "--model", "register").refused().saying("FILE");
        Told.by("check", "--model", "kvv", valid())
                .refused()
                .saying("there is no model \"kvv\"; did you mean kv? Known: register, cas-register, kv, append-kv,");
        Told.by("check", "--model", "zzzzz", valid()).refused().saying("there is no model \"zzzzz\". Known:");
        Told.by("check", "--model", "kv", "--timeout", "0", valid()).refused().saying("--timeout");
        Told.by("check", "--model", "kv", "--timeout", "x", valid()).refused().saying("--timeout");
    }

    @Test
    void saysValidAndNothingElse() throws IOException {
        String file = valid();

        assertThat(check(file).ended(0).out()).isEqualTo(file + ": valid\n");
    }

    @Test
    void showsWhyItIsInvalid() throws IOException {
        check(invalid()).ended(1).saying("invalid.edn: invalid", "read", "7");
    }

    private static final String FAILED = """
        {:process 0, :type :invoke, :f :write, :key "k", :value "1"}
        {:process 0, :type :fail, :f :write, :key "k", :value "1"}
        """;

    private static final String NEVER_ENDED = """
        {:process 0, :type :invoke, :f :write, :key "k", :value "1"}
        {:process :nemesis, :type :info, :f :kill, :value "n1"}
        {:process 1, :type :invoke, :f :read, :key "k", :value nil}
        {:process 1, :type :info, :f :read, :key "k", :value nil}
        """;

    @ParameterizedTest
    @MethodSource("models")
    void whatSaysNothingIsUnknownForEveryModel(String model) throws IOException {
        String function = model.equals("one-writer") || model.contains("register") || model.contains("kv")
                ? ":write"
                : model.equals("accounts") ? ":deposit" : ":add";
        String argument = model.equals("accounts") ? "[5 \"r1\"]" : "\"1\"";
        String nothing = "there is no operation to judge, so nothing was tested";

        for (String empty : List.of("", "[]", "; nothing\n", "{:process :nemesis, :type :info, :f :kill, :value 1}")) {
            Told.by("check", "--model", model, file("empty.edn", empty))
                    .ended(2)
                    .saying("empty.edn: unknown", nothing);
        }
        String failed = FAILED.replace(":write", function).replace("\"1\"", argument);
        Told.by("check", "--model", model, file("failed.edn", failed)).ended(2).saying("failed.edn: unknown");
    }

    @Test
    void onlyAnOperationThatTookEffectIsATest() throws IOException {
        check(file("failed.edn", FAILED)).ended(2).saying("no operation took effect, so nothing was tested");
        check(file("open.edn", NEVER_ENDED)).ended(2).saying("no operation took effect, so nothing was tested");
        check(file("read.edn", STALE_READ.replace("7", "nil"))).ended(0);
        String finalRead = """
            {:process 0, :type :invoke, :f :final-read, :key "k", :value "n1"}
            {:process 0, :type :ok, :f :final-read, :key "k", :value {"elements" [], "count" 0}}
            """;
        Told.by("check", "--model", "set-counter", file("final.edn", finalRead))
                .ended(2)
                .saying("there is no operation to judge");
    }

    static List<String> models() {
        return List.copyOf(KnownCheckers.byName().keySet());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aHistoryThatIsNotWellFormedIsUnknownForEveryModel(String model) throws IOException {
        String begun = "{:type :invoke, :f :write, :value 1, :process 0, :index 0, :time 5}\n";
        for (String misfit : List.of(
                "{:type :ok, :f :read, :value 2, :process 0}",
                "{:type :ok, :f :write, :value 1, :process 1}",
                "{:type :ok, :f :write, :key 3, :value 1, :process 0}",
                "{:type :invoke, :f :write, :value 1, :process 0}",
                "{:type :done, :f :write, :value 1, :process 0}",
                "{:type :ok, :f :write, :value 1, :process 0, :index 0}",
                "{:type :ok, :f :write, :value 1, :process 0, :time 4}")) {
            Told.by("check", "--model", model, file("misfit.edn", begun + misfit))
                    .ended(2)
                    .saying("misfit.edn: unknown", "line 2, column 1: ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "register|:write|nil|1|2|completes a write with the value 2, and it was invoked (event 0) with 1",
                "register|:read|nil|1|2|invokes a read with the value 1, which is not what it returned (event 1: 2)",
                "cas-register|:cas|nil|[1 2]|[1 3]|completes a cas with the value [1 3]",
                "kv|:write|\"k\"|1|2|completes a write with the value 2",
                "kv|:write|nil|[\"k\" 1]|[\"k\" 2]|completes a write with the value 2",
                "kv|:write|nil|[\"k\" 1]|[\"l\" 1]|completes an operation on key",
                "append-kv|:append|\"k\"|\"a\"|\"b\"|completes a append with the value \"b\"",
                "set-counter|:add|\"k\"|\"a\"|\"b\"|completes a add with the value \"b\"",
                "accounts|:deposit|\"k\"|[1 \"r\"]|[2 \"r\"]|completes a deposit with the value [2 \"r\"]"
            })
    void aCompletionHasTheValueOfItsInvocation(
            String model, String function, String key, String argument, String result, String sentence)
            throws IOException {
        String event = "{:process 0, :type %s, :f %s, :key %s, :value %s}\n";
        String history = event.formatted(":invoke", function, key, argument);

        Told.by("check", "--model", model, file("other.edn", history + event.formatted(":ok", function, key, result)))
                .ended(2)
                .saying("other.edn: unknown", "line ", sentence);
    }

    @Test
    void aCompletionWithoutAValueFitsAndOneThatDidNotTakeEffectHasAnyValue() throws IOException {
        String write = "{:process %d, :type :%s, :f :write, :value %s}\n";
        check(file("nil.edn", write.formatted(0, "invoke", "1") + write.formatted(0, "ok", "nil")))
                .ended(0);
        check(file(
                        "info.edn",
                        WRITE
                                + write.formatted(1, "invoke", "3")
                                + write.formatted(1, "info", ":timed-out")
                                + write.formatted(2, "invoke", "3")
                                + write.formatted(2, "fail", "[:not-found 404]")))
                .ended(0);
        // As Knossos completes a history.
        check(file("complete.edn", WRITE + STALE_READ.replace("nil", "1").replace("7", "1")))
                .ended(0);
    }

    @Test
    void aFileInGzipIsRead() throws IOException {
        Path file = directory.resolve("history.edn.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((WRITE + STALE_READ).getBytes(StandardCharsets.UTF_8));
        }
        check(file.toString()).ended(1).saying("history.edn.gz: invalid");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));
        check(file.toString()).ended(2).saying("history.edn.gz: unknown", "this gzip file is truncated");
        whole[14] ^= 0x55;
        Files.write(file, whole);
        check(file.toString()).ended(2).saying("history.edn.gz: unknown", "gzip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0\\t:invoke\\t:read\\tnil\\n|this looks like Jepsen's history.txt",
                ":nemesis  :info  :start  nil\\n|this looks like Jepsen's history.txt",
                "INFO  jepsen.util - 0\\t:invoke\\t:read\\tnil\\n|this looks like a log of Jepsen's",
                "2024-01-01 12:00:00 INFO [worker 0] jepsen.util: 0 :invoke :read|this looks like a log of Jepsen's",
                "[{\"process\": 0, \"type\": \"invoke\"}]|this looks like JSON",
                "{:stats {:valid? true}, :valid? true}|this looks like Jepsen's results.edn",
                "PK\\3\\4|this is a ZIP archive",
                "BZh91AY|this is compressed by bzip2",
                "JEPSEN\\0|this is Jepsen's binary test.jepsen"
            })
    void whatIsNoHistoryGetsAHint(String content, String hint) throws IOException {
        check(file("what", content.translateEscapes())).ended(2).saying("what: unknown", hint);
    }

    @Test
    void aFileThatIsTooLargeLosesNoOthersVerdict() throws IOException {
        Path large = directory.resolve("large.edn");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        check(valid(), large.toString(), invalid())
                .ended(1)
                .saying("valid.edn: valid", "large.edn: unknown", "more than 2 GiB", "invalid.edn: invalid");
        JsonNode files = check("--json", valid(), large.toString()).ended(2).json();
        assertThat(files.get(0).get("verdict").asText()).isEqualTo("valid");
        assertThat(files.get(1).get("reason").asText()).contains("more than 2 GiB");
    }

    @Test
    void aFileThatCannotBeReadIsUnknown() throws IOException {
        check(directory.resolve("missing.edn").toString()).ended(2).saying("unknown", "there is no such file");
        check(directory.toString()).ended(2).saying("unknown", "directory");
    }

    @Test
    void whatIsWrongInAFileHasItsLine() throws IOException {
        check(file("truncated.edn", WRITE + "{:process 0, :type :inv"))
                .ended(2)
                .saying("truncated.edn: unknown", "line 3", "column");
        check(file("function.edn", WRITE + "\n{:process 0, :type :invoke, :f :frobnicate, :value 1}\n"))
                .ended(2)
                .saying("function.edn: unknown", "line 4", "frobnicate");
        check(file("twice.edn", WRITE + "{:process 0, :type :ok, :f :write, :value 1}\n"))
                .ended(2)
                .saying("twice.edn: unknown", "line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((", "1 2 3", "{:process 0}", "\"", "[[[[", "{:a 1 :a 2}", "#inst", "\\"})
    void noiseIsUnknown(String noise) throws IOException {
        check(file("noise.edn", noise)).ended(2).saying("noise.edn: unknown");
    }

    @Test
    void deepNestingIsUnknownAndNoOverflow() throws IOException {
        check(file("deep.edn", "[".repeat(100_000))).ended(2).saying("deep.edn: unknown");
    }

    @Test
    void theWorstVerdictIsTheStatus() throws IOException {
        String missing = directory.resolve("missing.edn").toString();

        check(valid(), missing).ended(2).saying("valid.edn: valid", "missing.edn: unknown");
        check(invalid(), valid(), missing)
                .ended(1)
                .saying("invalid.edn: invalid", "valid.edn: valid", "missing.edn: unknown");
        check(missing, invalid()).ended(1);
        check(valid(), valid()).ended(0);
    }

    @Test
    void saysTheSameAsJson() throws IOException {
        Told told = check(
                        "--json",
                        valid(),
                        invalid(),
                        directory.resolve("missing.edn").toString())
                .ended(1);

        JsonNode files = told.json();
        assertThat(files).hasSize(3);
        assertThat(files.get(0).get("verdict").asText()).isEqualTo("valid");
        assertThat(files.get(0).get("operations").asInt()).isEqualTo(1);
        assertThat(files.get(0).get("evidence")).isEmpty();
        assertThat(files.get(1).get("verdict").asText()).isEqualTo("invalid");
        assertThat(files.get(1).get("evidence")).isNotEmpty();
        assertThat(files.get(2).get("verdict").asText()).isEqualTo("unknown");
        assertThat(files.get(2).get("operations").isNull()).isTrue();
        assertThat(files.get(2).get("reason").asText()).isEqualTo("there is no such file");
    }
}
