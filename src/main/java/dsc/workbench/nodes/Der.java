package dsc.workbench.nodes;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Values in the Distinguished Encoding Rules (X.690) of ASN.1, as far as certificates need them. Each is a tag, a
 * length and the content.
 */
final class Der {

    static final int SEQUENCE = 0x30;
    static final int OCTETS = 0x04;
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SET_IN_CONTEXT = 0xA0;
    private static final int IN_CONTEXT = 0x80;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;

    private Der() {}

    static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        int length = content.size();
        if (length < 0x80) {
            value.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int leadingZero = digits[0] == 0 ? 1 : 0;
            value.write(0x80 | (digits.length - leadingZero));
            value.write(digits, leadingZero, digits.length - leadingZero);
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    static byte[] yes() {
        return value(BOOLEAN, new byte[] {(byte) 0xFF});
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    /** @param unused bits at the end, 0 to 7 */
    static byte[] bits(int unused, byte[] bits) {
        return value(BITS, new byte[] {(byte) unused}, bits);
    }

    /** @param dotted such as 2.5.29.19 */
    static byte[] objectIdentifier(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int arc = 2; arc < arcs.length; arc++) {
            int number = Integer.parseInt(arcs[arc]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (number >>> shift != 0) {
                    content.write(0x80 | number >>> shift & 0x7F);
                }
            }
            content.write(number & 0x7F);
        }
        return value(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** A value whose tag stands around its own (EXPLICIT). */
    static byte[] explicit(int number, byte[] value) {
        return value(SET_IN_CONTEXT | number, value);
    }

    /** A value whose tag stands in place of its own (IMPLICIT). */
    static byte[] implicit(int number, byte[] content) {
        return value(IN_CONTEXT | number, content);
    }

    /** As RFC 5280 (§4.1.2.5) has it: years to 2049 have two digits. */
    static byte[] time(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        boolean twoDigits = time.getYear() < 2050;
        String text = DateTimeFormatter.ofPattern(twoDigits ? "yyMMddHHmmss'Z'" : "uuuuMMddHHmmss'Z'", Locale.ROOT)
                .format(time);
        return value(twoDigits ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }
}
