package dsc.workbench.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                .saying("there is no model \"kvv\"; did you mean kv? There are: register, cas-register, kv, append-kv");
        Told.by("check", "--model", "zzzzz", valid()).refused().saying("there is no model \"zzzzz\". There are:");
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

    @Test
    void anEmptyHistoryHasAVerdictToo() throws IOException {
        check(file("empty.edn", "")).ended(0).saying("valid");
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
