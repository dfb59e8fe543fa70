package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against what openssl asn1parse makes of the same. */
class DerTest {

    private static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }

    @Test
    void lengthsTakeAsManyBytesAsTheyNeed() {
        assertThat(hex(Der.sequence())).isEqualTo("3000");
        assertThat(hex(Der.value(Der.OCTETS, new byte[127])))
                .startsWith("047f00")
                .hasSize(2 * 129);
        assertThat(hex(Der.value(Der.OCTETS, new byte[128])))
                .startsWith("04818000")
                .hasSize(2 * 131);
        assertThat(hex(Der.value(Der.OCTETS, new byte[256])))
                .startsWith("0482010000")
                .hasSize(2 * 260);
    }

    @Test
    void valuesAreEncodedAsTheRulesSay() {
        assertThat(hex(Der.objectIdentifier("1.2.840.10045.4.3.2"))).isEqualTo("06082a8648ce3d040302");
        assertThat(hex(Der.objectIdentifier("2.5.29.19"))).isEqualTo("0603551d13");
        assertThat(hex(Der.integer(BigInteger.valueOf(128)))).isEqualTo("02020080");
        assertThat(hex(Der.bits(2, new byte[] {4}))).isEqualTo("03020204");
        assertThat(hex(Der.explicit(0, Der.integer(BigInteger.TWO)))).isEqualTo("a003020102");
        assertThat(hex(Der.implicit(2, new byte[] {'a'}))).isEqualTo("820161");
        assertThat(hex(Der.yes())).isEqualTo("0101ff");
    }

    @Test
    void yearsFrom2050OnHaveFourDigits() {
        assertThat(new String(Der.time(Instant.parse("2049-12-31T23:59:59Z")), StandardCharsets.US_ASCII))
                .isEqualTo("\027\r491231235959Z");
        assertThat(new String(Der.time(Instant.parse("2050-01-01T00:00:00Z")), StandardCharsets.US_ASCII))
                .isEqualTo("\030\01720500101000000Z");
    }
}
