package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.event.Logging;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which peers are let into a cluster with the certificates and the {@code conf/tls.conf} of {@code --tls}, and which
 * not.
 */
class TlsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path temporary;

    private final List<ActorSystem> systems = new ArrayList<>();
    private CertificateAuthority authority;
    private ActorSystem first;
    private TestKit firstLog;

    @BeforeEach
    void start() throws IOException {
        authority = authority("cluster");
        first = start(keysFrom(authority, "n1", CertificateAuthority.LOOPBACK));
        firstLog = warningsOf(first);
        join(first, first);
        awaitMembers(first, first);
    }

    @AfterEach
    void stop() {
        systems.reversed().forEach(TestKit::shutdownActorSystem);
    }

    @Test
    void aNodeOfTheClustersAuthorityJoins() {
        ActorSystem second = start(keysFrom(authority, "n2", CertificateAuthority.LOOPBACK));

        join(second, first);

        awaitMembers(first, first, second);
        awaitMembers(second, first, second);
    }

    /** It trusts the cluster, so that it is the cluster that does not trust it. */
    @Test
    void aNodeOfAnotherAuthorityIsRefused() throws IOException {
        ActorSystem stranger = start(keysFrom(authority("other"), "n2", CertificateAuthority.LOOPBACK));
        TestKit strangerLog = warningsOf(stranger);

        join(stranger, first);

        awaitRefusal(strangerLog, "Received fatal alert: certificate_unknown");
        onlyRightfulNodesAreIn(stranger);
    }

    @Test
    void aNodeWhoseCertificateNamesAnotherHostIsRefused() {
        ActorSystem elsewhere = start(keysFrom(authority, "n2", elsewhere()));

        join(elsewhere, first);

        awaitRefusal(firstLog, "No subject alternative names");
        onlyRightfulNodesAreIn(elsewhere);
    }

    /** The comparison of host names, and nothing else, refuses it. */
    @Test
    void withoutHostnameVerificationThatNodeJoins() {
        Config lax = ConfigFactory.parseString("pekko.remote.artery.ssl.config-ssl-engine.hostname-verification = off");
        ActorSystem careless = start(lax.withFallback(keysFrom(authority, "n3", CertificateAuthority.LOOPBACK)));
        join(careless, careless);
        ActorSystem elsewhere = start(keysFrom(authority, "n2", elsewhere()));

        join(elsewhere, careless);

        awaitMembers(careless, careless, elsewhere);
    }

    /** What the handshake asks for, and what it does not look at. */
    @Test
    void certificatesAreAsRfc5280HasThem() throws Exception {
        Path file = temporary.resolve("n1.p12");
        authority.issue("n1", CertificateAuthority.LOOPBACK, file);
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = authority
                .environment()
                .get(CertificateAuthority.PASSWORD_VARIABLE)
                .toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        X509Certificate issued = (X509Certificate) store.getCertificateChain("n1")[0];
        X509Certificate issuer = (X509Certificate) store.getCertificateChain("n1")[1];
        issued.verify(issuer.getPublicKey());
        issuer.verify(issuer.getPublicKey());
        issued.checkValidity();
        assertThat(issued.getNotAfter()).isAfter(Date.from(Instant.now().plus(Duration.ofDays(89))));
        issued.checkValidity(Date.from(Instant.now().minus(Duration.ofDays(365))));
        assertThat(issued.getVersion()).isEqualTo(3);
        assertThat(issued.getIssuerX500Principal()).isEqualTo(issuer.getSubjectX500Principal());
        assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=n1");
        assertThat(issued.getSerialNumber()).isPositive().isNotEqualTo(issuer.getSerialNumber());
        assertThat(issued.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(7, "127.0.0.1"), List.of(2, "localhost"));
        assertThat(issued.getBasicConstraints()).as("not an authority").isEqualTo(-1);
        assertThat(issuer.getBasicConstraints()).as("of nodes alone").isZero();
        assertThat(issued.getKeyUsage()).startsWith(true, false, false, false, false, false);
        assertThat(issuer.getKeyUsage()).startsWith(false, false, false, false, false, true);
        assertThat(issued.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(issued.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    }

    @Test
    void keysAreNobodyElses() throws IOException {
        Path store = temporary.resolve("n1.p12");
        authority.issue("n1", CertificateAuthority.LOOPBACK, store);
        authority.issue("n1", CertificateAuthority.LOOPBACK, store);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(authority.trustStore())))
                .isEqualTo("rw-------");
    }

    private CertificateAuthority authority(String name) throws IOException {
        return CertificateAuthority.create(Files.createDirectories(temporary.resolve(name)));
    }

    private static List<String> elsewhere() {
        return List.of("elsewhere.example", "127.0.0.2");
    }

    /** What a node is started with that trusts this test's cluster, and was certified by {@code issuer}. */
    private Config keysFrom(CertificateAuthority issuer, String name, List<String> hosts) {
        Path store = issuer.trustStore().resolveSibling(name + ".p12");
        issuer.issue(name, hosts, store);
        String password = issuer.environment().get(CertificateAuthority.PASSWORD_VARIABLE);
        String engine = "pekko.remote.artery.ssl.config-ssl-engine.";
        return ConfigFactory.parseMap(Map.of(
                engine + "key-store-password",
                password,
                engine + "key-password",
                password,
                "dsc.tls.key-store",
                store.toString(),
                "dsc.tls.trust-store",
                authority.trustStore().toString(),
                "dsc.tls.password",
                authority.environment().get(CertificateAuthority.PASSWORD_VARIABLE),
                "pekko.remote.artery.canonical.port",
                0));
    }

    private ActorSystem start(Config own) {
        Config config = own.withFallback(ConfigFactory.parseFile(new File("conf/tls.conf")))
                .withFallback(ConfigFactory.parseFile(new File("conf/cluster.conf")))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
        ActorSystem system = ActorSystem.create("dsc", config);
        systems.add(system);
        return system;
    }

    private static TestKit warningsOf(ActorSystem system) {
        TestKit log = new TestKit(system);
        system.eventStream().subscribe(log.getRef(), Logging.LogEvent.class);
        return log;
    }

    private static void awaitRefusal(TestKit log, String words) {
        log.fishForMessage(
                TIMEOUT,
                "a refused handshake",
                event -> event instanceof Logging.LogEvent warning
                        && warning.message().toString().contains(words));
    }

    /** A node with the right certificate joins meanwhile. */
    private void onlyRightfulNodesAreIn(ActorSystem refused) {
        ActorSystem rightful = start(keysFrom(authority, "n3", CertificateAuthority.LOOPBACK));
        join(rightful, first);
        awaitMembers(first, first, rightful);
        assertThat(Cluster.get(refused).state().getMembers()).isEmpty();
    }

    private static void join(ActorSystem system, ActorSystem other) {
        Cluster.get(system).joinSeedNodes(List.of(addressOf(other)));
    }

    private static Address addressOf(ActorSystem system) {
        return Cluster.get(system).selfAddress();
    }

    private static void awaitMembers(ActorSystem seenBy, ActorSystem... expected) {
        new TestKit(seenBy).awaitAssert(TIMEOUT, () -> {
            assertThat(Cluster.get(seenBy).state().getMembers())
                    .extracting(Member::address, Member::status)
                    .containsExactlyInAnyOrder(Arrays.stream(expected)
                            .map(system -> tuple(addressOf(system), MemberStatus.up()))
                            .toArray(Tuple[]::new));
            return null;
        });
    }
}
