package dsc.workbench.nodes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate authority of one cluster: made when the launcher starts it, and gone with the launcher. Its own key
 * is never written down. Keys are on the curve P-256; certificates follow RFC 5280, and bear the names that RFC 2818
 * compares with the address that was dialled.
 */
final class CertificateAuthority {

    /** The variable by which nodes get the password of their key stores; {@code conf/tls.conf} reads it. */
    static final String PASSWORD_VARIABLE = "DSC_TLS_PASSWORD";

    /** Nodes listen here and nowhere else. */
    static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost");

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final byte[] SIGNATURE_ALGORITHM = Der.sequence(Der.objectIdentifier("1.2.840.10045.4.3.2"));
    private static final String STORE_TYPE = "PKCS12";
    private static final String TRUST_STORE = "authority.p12";
    private static final int PASSWORD_BYTES = 24;
    private static final int SERIAL_BITS = 127;

    /** Longer than a cluster is played with, and not for ever. */
    private static final Duration VALIDITY = Duration.ofDays(90);

    /** A clock that is set back, also by a year, does not make a certificate one of the future. */
    private static final Duration VALID_BEFORE = Duration.ofDays(400);

    private static final X500Principal SELF = new X500Principal("CN=dsc cluster authority");

    /** Extensions and what is in them (RFC 5280, §4.2.1). */
    private static final String SUBJECT_KEY = "2.5.29.14";

    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final byte DIGITAL_SIGNATURE = (byte) 0x80;
    private static final byte CERTIFICATE_SIGN = 0x04;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final SecureRandom random = new SecureRandom();
    private final Path directory;
    private final String password;
    private final KeyPair keys;
    private final X509Certificate certificate;

    static {
        // Java makes a key of a password by thousands of rounds, which take each node and each key store 0.1 s. That
        // makes up for passwords that people think of; this one is drawn.
        for (String count : List.of("certPbeIterationCount", "keyPbeIterationCount", "macIterationCount")) {
            System.setProperty("keystore.pkcs12." + count, "1");
        }
    }

    private CertificateAuthority(Path directory) throws GeneralSecurityException, IOException {
        byte[] secret = new byte[PASSWORD_BYTES];
        random.nextBytes(secret);
        this.directory = directory;
        this.password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        this.keys = newKeys();
        this.certificate = certifyItself();
    }

    /** Makes one, and leaves its certificate in {@code directory}: what the cluster's nodes trust. */
    static CertificateAuthority create(Path directory) {
        try {
            CertificateAuthority authority = new CertificateAuthority(directory);
            KeyStore trusted = authority.newStore();
            trusted.setCertificateEntry("authority", authority.certificate);
            authority.write(trusted, authority.trustStore());
            return authority;
        } catch (GeneralSecurityException | IOException failed) {
            throw new LauncherException("the certificate authority cannot be made: " + failed.getMessage());
        }
    }

    /** The configuration {@code layers}, and over it where nodes find the authority to trust. */
    Config over(Config layers) {
        return layers.withValue(
                "dsc.tls.trust-store",
                ConfigValueFactory.fromAnyRef(trustStore().toString()));
    }

    /** Environment variables that nodes need to open their key stores; none of them is to be printed. */
    Map<String, String> environment() {
        return Map.of(PASSWORD_VARIABLE, password);
    }

    /** A store with only this authority's certificate in it. */
    Path trustStore() {
        return directory.resolve(TRUST_STORE);
    }

    /**
     * Certifies a new key, and writes both to a key store that only this user can read.
     *
     * @param name the certificate's common name
     * @param hosts under which the holder may be dialled
     * @param file replaced if it is there
     */
    void issue(String name, List<String> hosts, Path file) {
        try {
            KeyPair holder = newKeys();
            byte[] purposes = Der.sequence(Der.objectIdentifier(SERVER), Der.objectIdentifier(CLIENT));
            X509Certificate issued = signed(
                    new X500Principal("CN=" + name),
                    holder,
                    extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                    extension(KEY_USAGE, true, Der.bits(7, new byte[] {DIGITAL_SIGNATURE})),
                    // Every node dials and is dialled.
                    extension(EXTENDED_KEY_USAGE, false, purposes),
                    extension(ALTERNATIVE_NAMES, false, names(hosts)),
                    extension(AUTHORITY_KEY, false, Der.sequence(Der.implicit(0, identifier()))));
            KeyStore store = newStore();
            store.setKeyEntry(
                    name, holder.getPrivate(), password.toCharArray(), new Certificate[] {issued, certificate});
            write(store, file);
        } catch (GeneralSecurityException | IOException failed) {
            throw new LauncherException("no certificate can be issued for " + name + ": " + failed.getMessage());
        }
    }

    private X509Certificate certifyItself() throws GeneralSecurityException {
        return signed(
                SELF,
                keys,
                // Nodes' certificates come next; there are no authorities below this one.
                extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))),
                extension(KEY_USAGE, true, Der.bits(2, new byte[] {CERTIFICATE_SIGN})),
                extension(SUBJECT_KEY, false, Der.value(Der.OCTETS, identifier())));
    }

    /** The identifier of this authority's key: any twenty bytes would do (RFC 5280, §4.2.1.2). */
    private byte[] identifier() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(keys.getPublic().getEncoded());
    }

    private static byte[] names(List<String> hosts) {
        return Der.sequence(hosts.stream()
                .map(host -> host.matches("[0-9.]+")
                        ? Der.implicit(IP_ADDRESS, octets(host))
                        : Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new));
    }

    private static byte[] octets(String address) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String octet : address.split("\\.")) {
            octets.write(Integer.parseInt(octet));
        }
        return octets.toByteArray();
    }

    private static byte[] extension(String identifier, boolean critical, byte[] value) {
        return Der.sequence(
                Der.objectIdentifier(identifier), critical ? Der.yes() : new byte[0], Der.value(Der.OCTETS, value));
    }

    /** A certificate of version 3 (RFC 5280, §4.1), signed by this authority. */
    private X509Certificate signed(X500Principal subject, KeyPair holder, byte[]... extensions)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] content = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE)),
                SIGNATURE_ALGORITHM,
                SELF.getEncoded(),
                Der.sequence(Der.time(now.minus(VALID_BEFORE)), Der.time(now.plus(VALIDITY))),
                subject.getEncoded(),
                holder.getPublic().getEncoded(),
                Der.explicit(3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(keys.getPrivate(), random);
        signature.update(content);
        byte[] encoded = Der.sequence(content, SIGNATURE_ALGORITHM, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private KeyStore newStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(STORE_TYPE);
        store.load(null, null);
        return store;
    }

    /** The file is nobody else's from its first byte on. */
    private void write(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, password.toCharArray());
        PrivateFiles.write(file, content.toByteArray());
    }
}
