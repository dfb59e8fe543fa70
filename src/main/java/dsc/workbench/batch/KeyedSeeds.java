package dsc.workbench.batch;

import dsc.workbench.grading.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seeds that nobody can tell without the key: the first eight bytes of an HMAC (RFC 2104) with SHA-256 over the
 * exercise's id, a world's number and, where each submission gets worlds of its own, its name. When the key is
 * published, everybody can repeat a grade.
 */
public final class KeyedSeeds {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 8;

    private final byte[] key;

    /** @throws IllegalArgumentException when the key is empty */
    public KeyedSeeds(byte[] key) {
        if (new String(key, StandardCharsets.ISO_8859_1).isBlank()) {
            throw new IllegalArgumentException("the key is empty");
        }
        this.key = key.clone();
    }

    /** @param submission its name, or empty if all submissions get the same worlds */
    public Seeds of(String submission) {
        return (exercise, number) -> {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key, ALGORITHM));
                byte[] code =
                        mac.doFinal((exercise + "\0" + number + "\0" + submission).getBytes(StandardCharsets.UTF_8));
                return ByteBuffer.wrap(code).getLong() & Long.MAX_VALUE;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    /** Tells one key from another, and does not tell the key. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
