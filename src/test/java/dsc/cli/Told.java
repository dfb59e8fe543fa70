package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.terminal.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;

/** What the command line said, and its exit status. Whatever was asked: no other status, and no stack trace. */
public record Told(int status, String out, String err) {

    public static Told by(String... arguments) {
        return by(Main.Commands::new, arguments);
    }

    /** @param commands makes the commands, by where they write to */
    public static Told by(Function<Console, IFactory> commands, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, Ansi.OFF);
        Told told = new Told(Main.execute(console, commands.apply(console), arguments), out.toString(), err.toString());
        assertThat(told.status()).isIn(0, 1, 2, 64);
        assertThat(told.out() + told.err()).doesNotContain("\tat ").doesNotContain("\033[");
        return told;
    }

    /** Refused as wrong usage, in words on the error output alone. */
    public Told refused() {
        assertThat(status).as(err).isEqualTo(64);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("dsc: ");
        return this;
    }

    public Told ended(int expected) {
        assertThat(status).as(out + err).isEqualTo(expected);
        return this;
    }

    /** On either output, in this order. */
    public Told saying(String... words) {
        assertThat(out + err).containsSubsequence(words);
        return this;
    }

    public JsonNode json() {
        assertThat(err).isEmpty();
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(out, malformed);
        }
    }
}
