package dsc.workbench.launcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dsc.workbench.processes.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate authority of one cluster: made when the launcher starts it, and gone with the launcher. Its own key
 * is never written down. Keys are on the curve P-256; certificates follow RFC 5280, and bear the names that RFC 2818
 * compares with the address that was dialled.
 */
final class CertificateAuthority {

    /** The variable by which nodes get the password of their key stores; {@code conf/tls.conf} reads it. */
    static final String PASSWORD_VARIABLE = "DSC_TLS_PASSWORD";

    /** Nodes listen here and nowhere else. */
    static final List<GeneralName> LOOPBACK = List.of(
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost"));

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String STORE_TYPE = "PKCS12";
    private static final String TRUST_STORE = "authority.p12";
    private static final int PASSWORD_BYTES = 24;
    private static final int SERIAL_BITS = 127;

    /** Longer than a cluster is played with, and not for ever. */
    private static final Duration VALIDITY = Duration.ofDays(90);

    /** A clock that is set back, also by a year, does not make a certificate one of the future. */
    private static final Duration VALID_BEFORE = Duration.ofDays(400);

    private final SecureRandom random = new SecureRandom();
    private final Path directory;
    private final String password;
    private final KeyPair keys;
    private final X509Certificate certificate;

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

    /** The configuration {@code layers}, and over it where nodes find whom to trust. */
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
    void issue(String name, List<GeneralName> hosts, Path file) {
        try {
            KeyPair holder = newKeys();
            X509v3CertificateBuilder builder = builder(new X500Principal("CN=" + name), holder);
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            // Every node dials and is dialled.
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(hosts.toArray(GeneralName[]::new)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(certificate));
            KeyStore store = newStore();
            store.setKeyEntry(
                    name, holder.getPrivate(), password.toCharArray(), new Certificate[] {signed(builder), certificate
                    });
            write(store, file);
        } catch (GeneralSecurityException | IOException failed) {
            throw new LauncherException("no certificate can be issued for " + name + ": " + failed.getMessage());
        }
    }

    private X509Certificate certifyItself() throws GeneralSecurityException, CertIOException {
        X509v3CertificateBuilder builder = builder(self(), keys);
        // Nodes' certificates come next; there are no authorities below this one.
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return signed(builder);
    }

    private static X500Principal self() {
        return new X500Principal("CN=dsc cluster authority");
    }

    private X509v3CertificateBuilder builder(X500Principal subject, KeyPair holder) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                self(),
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(now.minus(VALID_BEFORE)),
                Date.from(now.plus(VALIDITY)),
                subject,
                holder.getPublic());
    }

    private X509Certificate signed(X509v3CertificateBuilder builder) throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate())));
        } catch (OperatorCreationException unsupported) {
            throw new GeneralSecurityException(unsupported.getMessage(), unsupported);
        }
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
