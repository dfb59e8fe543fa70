package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dsc.workbench.terminal.LauncherException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** People are told why nothing comes back, instead of waiting for it. */
class SupervisorClientTest {

    /** The system accepts connections for a process that is stopped; nobody answers on them. */
    @Test
    void aSupervisorThatIsStoppedIsNotWaitedFor() throws Exception {
        Process stopped = new ProcessBuilder("sleep", "600").start();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            SupervisorClient client = client(stopped.pid(), silent.getLocalPort(), new ConcurrentLinkedQueue<>());

            assertThatThrownBy(() -> client.ask(new Request.Status()))
                    .isInstanceOf(LauncherException.class)
                    .hasMessage("the supervisor of mine (pid " + stopped.pid() + ") is stopped (SIGSTOP): kill -CONT "
                            + stopped.pid() + " continues it, ./dsc down ends the cluster");
        } finally {
            stopped.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRequestThatTakesItsTimeIsSaidToBeUnderWayAndIsSentOnce() throws Exception {
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                if (exchange.getRequestMethod().equals("POST")) {
                    requests.incrementAndGet();
                    try {
                        told.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
                byte[] body = "{\"lines\":[\"done\"],\"data\":{}}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            ClusterEntry entry =
                    entry(ProcessHandle.current().pid(), server.getAddress().getPort());
            SupervisorClient client = new SupervisorClient(entry, late -> {
                said.add(late);
                told.countDown();
            });

            assertThat(client.ask(new Request.Heal()).lines()).isEqualTo(List.of("done"));
            assertThat(said).containsExactly("cluster mine is still carrying this out; Ctrl-C stops waiting");
            assertThat(requests).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    private static SupervisorClient client(long pid, int port, ConcurrentLinkedQueue<String> said) {
        return new SupervisorClient(entry(pid, port), said::add);
    }

    private static ClusterEntry entry(long pid, int port) {
        return new ClusterEntry("mine", "raft", Path.of("mine"), 1, pid, "", port, "token", "");
    }
}
