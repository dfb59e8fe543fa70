package dsc.cli.prompt;

import java.util.ArrayList;
import java.util.List;

/** A line as a POSIX shell would have it, without expansions: words, quotes, backslashes, and comments. */
final class PromptWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private int at;

    private PromptWords(String line) {
        this.line = line;
    }

    /** @throws IllegalArgumentException when a quote is not closed */
    static List<String> of(String line) {
        return new PromptWords(line).words();
    }

    private List<String> words() {
        while (at < line.length()) {
            char next = line.charAt(at++);
            if (Character.isWhitespace(next)) {
                endWord();
            } else if (next == '#' && word == null) {
                break;
            } else {
                inWord(next);
            }
        }
        endWord();
        return words;
    }

    private void inWord(char next) {
        if (word == null) {
            word = new StringBuilder();
        }
        switch (next) {
            case '\'', '"' -> quoted(next);
            case '\\' -> {
                if (at < line.length()) {
                    word.append(line.charAt(at++));
                }
            }
            default -> word.append(next);
        }
    }

    private void quoted(char quote) {
        while (at < line.length()) {
            char next = line.charAt(at++);
            if (next == quote) {
                return;
            }
            boolean escaped =
                    next == '\\' && quote == '"' && at < line.length() && "\"\\".indexOf(line.charAt(at)) >= 0;
            word.append(escaped ? line.charAt(at++) : next);
        }
        throw new IllegalArgumentException("a quote (" + quote + ") is not closed");
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
