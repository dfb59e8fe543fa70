package dsc.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever java is told of the network in general, its processes on this machine reach each other. */
class LoopbackTest {

    /** Run in a JVM of its own, since these options count for all of one. */
    static final class Conversation {

        private Conversation() {}

        public static void main(String[] arguments) throws Exception {
            Loopback.avoidProxies();
            int port = new Ports().next();
            HttpServer server = HttpServer.create(Loopback.port(port), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            URI uri = URI.create("http://" + Loopback.HOST + ":" + port + "/");
            HttpURLConnection old = (HttpURLConnection) uri.toURL().openConnection();
            int status = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
            System.out.println(old.getResponseCode() + " " + status + " " + bySocket());
            server.stop(0);
            System.exit(0);
        }

        /** As H2's driver does. */
        private static boolean bySocket() throws IOException {
            try (ServerSocket server = new ServerSocket()) {
                server.bind(Loopback.port(0));
                try (Socket client = new Socket()) {
                    client.connect(Loopback.port(server.getLocalPort()), 5_000);
                    return client.isConnected();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Djava.net.preferIPv6Addresses=true",
                "-Djava.net.preferIPv4Stack=true",
                "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1 -Dhttp.nonProxyHosts=",
                "-DsocksProxyHost=127.0.0.1 -DsocksProxyPort=1 -DsocksNonProxyHosts=",
                "-Djava.net.useSystemProxies=true"
            })
    void isReached(String options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Conversation.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said).endsWith("204 204 true\n");
        } finally {
            process.destroyForcibly();
        }
    }
}
