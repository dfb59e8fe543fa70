package dsc.workbench.loopback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secret that a server asks for in the header {@link #HEADER}. A process that can read it can do what the server
 * does.
 *
 * @param value 16 to 128 visible ASCII characters
 */
public record Token(String value) {

    /** The request header that carries it. A web page cannot set it without a preflight, which every server refuses. */
    public static final String HEADER = "X-Token";

    private static final int RANDOM_BYTES = 16;

    public Token {
        if (value == null || !value.matches("[!-~]{16,128}")) {
            throw new IllegalArgumentException("a token has 16 to 128 visible ASCII characters");
        }
    }

    /** A new one, of 128 random bits. */
    public static Token random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    /** Whether {@code shown}, which may be null, is this token; takes equally long wherever they differ. */
    boolean matches(String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secret, since it is printed where a configuration is. */
    @Override
    public String toString() {
        return "Token[…]";
    }
}
