package dsc.workbench.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an actor system of another user of this machine, which knows the port of a node and the names of its actors, can
 * do to it: with TLS, nothing; without, what it likes.
 */
class ForeignSystemTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Long enough for what would be answered at once. */
    private static final Duration SILENCE = Duration.ofMillis(700);

    @TempDir
    private Path temporary;

    private final List<ActorSystem> systems = new ArrayList<>();

    @AfterEach
    void stop() {
        systems.reversed().forEach(TestKit::shutdownActorSystem);
    }

    static final class Echo extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchAny(message -> getSender().tell(message, getSelf()))
                    .build();
        }
    }

    private ActorSystem start(String name, Config own) {
        Config config = own.withFallback(ConfigFactory.parseString("pekko.remote.artery.canonical.port = 0"))
                .withFallback(ConfigFactory.parseFile(new File("conf/cluster.conf")))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
        ActorSystem system = ActorSystem.create(name, config);
        systems.add(system);
        return system;
    }

    /** A node that forms a cluster, and has an actor that answers. */
    private ActorSystem node(Config own) {
        ActorSystem node = start("dsc", own);
        Cluster.get(node).join(Cluster.get(node).selfAddress());
        new TestKit(node)
                .awaitAssert(
                        TIMEOUT,
                        () -> assertThat(Cluster.get(node).selfMember().status())
                                .isEqualTo(MemberStatus.up()));
        node.actorOf(Props.create(Echo.class, Echo::new), "echo");
        return node;
    }

    private Config keys(String authorityName) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve(authorityName));
        CertificateAuthority authority = CertificateAuthority.create(directory);
        Path store = directory.resolve("key.p12");
        authority.issue("key", CertificateAuthority.LOOPBACK, store);
        return ConfigFactory.parseMap(Map.of(
                        "dsc.tls.key-store", store.toString(),
                        "dsc.tls.trust-store", authority.trustStore().toString(),
                        "dsc.tls.password", authority.environment().get(CertificateAuthority.PASSWORD_VARIABLE)))
                .withFallback(ConfigFactory.parseFile(new File("conf/tls.conf")));
    }

    /** A foreign system and what it knows of a node. */
    private static final class Foreigner extends TestKit {
        private final ActorSystem system;
        private final String address;

        Foreigner(ActorSystem system, ActorSystem node) {
            super(system);
            this.system = system;
            this.address = Cluster.get(node).selfAddress().toString();
        }

        ActorSelection selection(String path) {
            return system.actorSelection(address + path);
        }

        ActorRef reference(String path) {
            return ((ExtendedActorSystem) system).provider().resolveActorRef(address + path);
        }

        boolean isAnsweredBy(String path) {
            reference(path).tell("hello", getRef());
            selection(path).tell("hello", getRef());
            Object answer = receiveOne(SILENCE);
            receiveWhile(Duration.ofMillis(100), message -> message);
            return answer != null;
        }
    }

    private boolean survives(ActorSystem node, Runnable attack) {
        TestKit watcher = new TestKit(node);
        ActorRef echo = watcher.watch(((ExtendedActorSystem) node).provider().resolveActorRef(node.child("echo")));
        attack.run();
        Object news = watcher.receiveOne(SILENCE);
        return !(news instanceof Terminated ended && ended.getActor().equals(echo));
    }

    /** This is why TLS is the default: any local user can end a node that does not ask for a certificate. */
    @Test
    void withoutTlsItEndsANodeByAMessage() {
        ActorSystem node = node(ConfigFactory.empty());
        Foreigner foreigner = new Foreigner(start("foreign", ConfigFactory.empty()), node);
        assertThat(foreigner.isAnsweredBy("/user/echo")).isTrue();
        assertThat(survives(
                        node, () -> foreigner.selection("/user").tell(PoisonPill.getInstance(), ActorRef.noSender())))
                .isFalse();
    }

    /** What Pekko calls harmful is kept out, ordinary messages to an actor by its name are not. */
    @Test
    void untrustedModeKeepsOutLess() {
        ActorSystem node = node(ConfigFactory.parseString("""
            pekko.remote.artery {
              untrusted-mode = on
              trusted-selection-paths = ["/system/cluster/core/daemon"]
            }
            """));
        Foreigner foreigner = new Foreigner(start("foreign", ConfigFactory.empty()), node);
        assertThat(survives(node, () -> {
                    foreigner.selection("/user").tell(PoisonPill.getInstance(), ActorRef.noSender());
                    foreigner.reference("/user/echo").tell(PoisonPill.getInstance(), ActorRef.noSender());
                }))
                .isTrue();
        assertThat(foreigner.isAnsweredBy("/user/echo")).isTrue();
    }

    @Test
    void withTlsItReachesNothing() throws IOException {
        ActorSystem node = node(keys("cluster"));
        for (Config own : List.of(ConfigFactory.empty(), keys("another"))) {
            ActorSystem system = start("foreign", own);
            Foreigner foreigner = new Foreigner(system, node);
            assertThat(survives(node, () -> {
                        foreigner.selection("/user").tell(PoisonPill.getInstance(), ActorRef.noSender());
                        foreigner.reference("/user/echo").tell(PoisonPill.getInstance(), ActorRef.noSender());
                    }))
                    .isTrue();
            assertThat(foreigner.isAnsweredBy("/user/echo")).isFalse();
        }
    }
}
