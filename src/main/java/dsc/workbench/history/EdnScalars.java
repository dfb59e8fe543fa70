package dsc.workbench.history;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/** The forms of EDN that hold no others. Each method reports the offset behind what it read. */
record EdnScalars(EdnSource source) {

    private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9][0-9]*)N?");
    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX][0-9a-fA-F]+N?");
    private static final Pattern RATIO = Pattern.compile("[+-]?[0-9]+/[0-9]+");
    private static final Pattern FLOAT = Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?M?");
    private static final String DELIMITERS = "()[]{}\";";
    private static final String NOT_IN_TOKENS = "@^`~";

    static boolean blank(char c) {
        return c == ',' || c <= ' ' || Character.isWhitespace(c);
    }

    private static boolean ends(char c) {
        return blank(c) || DELIMITERS.indexOf(c) >= 0;
    }

    /** A keyword, symbol, number, character, {@code nil}, {@code true} or {@code false}. */
    Object token(int begin, IntConsumer end) {
        String text = source.text();
        // A character may be a delimiter itself: \( or \;
        int at = text.charAt(begin) == '\\' ? Math.min(begin + 2, text.length()) : begin;
        while (at < text.length() && !ends(text.charAt(at))) {
            if (NOT_IN_TOKENS.indexOf(text.charAt(at)) >= 0) {
                throw source.malformed(at, "EDN has no meaning for the character " + text.charAt(at) + " here");
            }
            at++;
        }
        end.accept(at);
        String token = text.substring(begin, at);
        char first = token.isEmpty() ? ' ' : token.charAt(0);
        if (first == ':') {
            return keyword(begin, token);
        }
        if (first == '\\') {
            return character(begin, token);
        }
        boolean signed = (first == '+' || first == '-') && token.length() > 1;
        char digit = signed ? token.charAt(1) : first;
        if (digit >= '0' && digit <= '9') {
            return number(begin, token);
        }
        return switch (token) {
            case "" -> throw source.malformed(begin, "a name is missing here");
            case "nil" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> new EdnForm.Symbol(token);
        };
    }

    private EdnForm.Keyword keyword(int begin, String token) {
        if (token.length() == 1 || token.charAt(1) == ':') {
            throw source.malformed(begin, "this keyword has no name");
        }
        return new EdnForm.Keyword(token.substring(1));
    }

    private Object number(int begin, String token) {
        if (INTEGER.matcher(token).matches()) {
            return integer(token.endsWith("N") ? token.substring(0, token.length() - 1) : token, 10);
        }
        if (HEXADECIMAL.matcher(token).matches()) {
            return integer(token.replaceAll("0[xX]|N", ""), 16);
        }
        if (RATIO.matcher(token).matches()) {
            return ratio(begin, token);
        }
        if (FLOAT.matcher(token).matches() && !token.matches("[+-]?0[0-9].*")) {
            return token.endsWith("M") ? decimal(begin, token) : real(token);
        }
        throw source.malformed(begin, token + " is not a number");
    }

    /** Clojure's {@code =} does not tell 0.0 from −0.0, so both are read as 0.0. */
    private static Double real(String token) {
        double value = Double.parseDouble(token);
        return value == 0 ? 0.0 : value;
    }

    /** An exact decimal without trailing zeros: 1.0M and 1.00M are one value, which is not the value 1.0. */
    private BigDecimal decimal(int begin, String token) {
        try {
            return new BigDecimal(token.substring(0, token.length() - 1)).stripTrailingZeros();
        } catch (NumberFormatException outOfRange) {
            throw source.malformed(begin, token + " is not a number: its exponent is out of range");
        }
    }

    /** In lowest terms; an integer if the denominator is 1 then. */
    private Object ratio(int begin, String token) {
        int slash = token.indexOf('/');
        BigInteger numerator = new BigInteger(token.substring(0, slash));
        BigInteger denominator = new BigInteger(token.substring(slash + 1));
        if (denominator.signum() == 0) {
            throw source.malformed(begin, token + " is not a number: it divides by zero");
        }
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
        return denominator.equals(BigInteger.ONE) ? integer(numerator) : new EdnForm.Ratio(numerator, denominator);
    }

    /** A Long, or beyond its range a BigInteger. */
    private static Object integer(String digits, int radix) {
        return integer(new BigInteger(digits, radix));
    }

    private static Object integer(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }

    private EdnForm.Char character(int begin, String token) {
        return new EdnForm.Char(characterText(begin, token));
    }

    private String characterText(int begin, String token) {
        String name = token.substring(1);
        if (name.length() > 1 && name.charAt(0) == 'u' && name.length() == 5) {
            return String.valueOf((char) codeUnit(begin + 1));
        }
        return switch (name) {
            case "newline" -> "\n";
            case "return" -> "\r";
            case "space" -> " ";
            case "tab" -> "\t";
            case "formfeed" -> "\f";
            case "backspace" -> "\b";
            default -> {
                if (name.isEmpty() || name.codePointCount(0, name.length()) != 1) {
                    throw source.malformed(begin, token + " is not a character");
                }
                yield name;
            }
        };
    }

    /** {@code ##Inf}, {@code ##-Inf} or {@code ##NaN}. */
    Double symbolicValue(int begin, IntConsumer end) {
        String text = source.text();
        int at = begin + 2;
        while (at < text.length() && !ends(text.charAt(at))) {
            at++;
        }
        end.accept(at);
        return switch (text.substring(begin, at)) {
            case "##Inf" -> Double.POSITIVE_INFINITY;
            case "##-Inf" -> Double.NEGATIVE_INFINITY;
            case "##NaN" -> Double.NaN;
            default -> throw source.malformed(begin, "after ## stands Inf, -Inf or NaN");
        };
    }

    String string(int begin, IntConsumer end) {
        String text = source.text();
        StringBuilder value = new StringBuilder();
        for (int at = begin + 1; at < text.length(); at++) {
            char here = text.charAt(at);
            if (here == '"') {
                end.accept(at + 1);
                return value.toString();
            }
            if (here != '\\') {
                value.append(here);
                continue;
            }
            at++;
            if (at < text.length()) {
                value.append(escaped(at));
                at += text.charAt(at) == 'u' ? 4 : 0;
            }
        }
        throw source.malformed(begin, "this string is never closed (opened here), the file seems truncated");
    }

    /** The character that an escape stands for, whose letter is at an offset. */
    private char escaped(int at) {
        char letter = source.text().charAt(at);
        return switch (letter) {
            case '"', '\\', '\'', '/' -> letter;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (char) codeUnit(at);
            default -> throw source.malformed(at - 1, "a string has no escape \\" + letter);
        };
    }

    /** Four hexadecimal digits after the {@code u} at an offset. */
    private int codeUnit(int at) {
        String text = source.text();
        int unit = 0;
        for (int digit = at + 1; digit <= at + 4; digit++) {
            int value = digit < text.length() ? Character.digit(text.charAt(digit), 16) : -1;
            if (value < 0) {
                throw source.malformed(at - 1, "\\u needs four hexadecimal digits");
            }
            unit = unit * 16 + value;
        }
        return unit;
    }
}
