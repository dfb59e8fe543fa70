package dsc.workbench.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dsc.concepts.foundations.consensus.raft.RaftScenario;
import dsc.workbench.faults.LinkReport;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.loopback.Token;
import dsc.workbench.nodes.LocalCluster;
import dsc.workbench.nodes.NodeBasis;
import dsc.workbench.nodes.NodeClassPath;
import dsc.workbench.nodes.NodeClient;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.processes.Ports;
import dsc.workbench.protocol.NodeId;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * What web pages can do to a node and to a supervisor, in a real browser: a page of another name that means 127.0.0.1,
 * and a page of another port. Beside them stands a server without any checks, as control endpoints once were; it must
 * be changed and read, or the pages try nothing.
 */
@Tag("thorough")
class StrangersIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final NodeId N1 = new NodeId("n1");

    /** What no page may read: every state has it. */
    private static final String SECRET = "commitIndex";

    /** Tries everything on {@code target}, and returns what could be read. */
    private static final String ATTACK = """
        const [target, done] = arguments;
        const read = [];
        const text = async (name, url, options) => {
          try { read.push(name + ': ' + await (await fetch(url, options)).text()); }
          catch (error) { read.push(name + ' failed'); }
        };
        const added = (tag, set) => new Promise(resolve => {
          const element = document.createElement(tag);
          Object.assign(element, set);
          element.onload = element.onerror = () => resolve(element);
          document.body.append(element);
          setTimeout(() => resolve(element), 1000);
        });
        const posted = async (path, type, field) => {
          const name = 'frame' + Math.random();
          const frame = document.createElement('iframe');
          frame.name = name;
          document.body.append(frame);
          const form = document.createElement('form');
          Object.assign(form, { method: 'POST', action: target + path, enctype: type, target: name });
          const input = document.createElement('input');
          [input.name, input.value] = field;
          form.append(input);
          document.body.append(form);
          const loaded = new Promise(resolve => { frame.onload = resolve; setTimeout(resolve, 1000); });
          form.submit();
          await loaded;
        };
        (async () => {
          const json = '{"offsetMillis":5000}';
          const down = '{"request":"down","keep":false}';
          for (const path of ['/state', '/clock', '/']) {
            await text('get', target + path, {});
            await text('no-cors', target + path, { mode: 'no-cors' });
            await text('credentials', target + path, { mode: 'no-cors', credentials: 'include' });
          }
          for (const [path, body] of [['/stop', ''], ['/clock', json], ['/faults', '{"n2":null}'], ['/', down]]) {
            const method = 'POST';
            await text('post', target + path, { method, body, mode: 'no-cors' });
            await text('json', target + path, { method, body, headers: { 'Content-Type': 'application/json' } });
            await text('token', target + path,
              { method, body, headers: { 'Content-Type': 'application/json', 'X-Token': 'guessed guessed guess' } });
            navigator.sendBeacon(target + path, body);
            await posted(path, 'text/plain', [body.slice(0, -1) + ',"x":"', '"}']);
            await posted(path, 'application/x-www-form-urlencoded', ['offsetMillis', '5000']);
          }
          await added('img', { src: target + '/state' });
          await added('script', { src: target + '/state' });
          const frame = await added('iframe', { src: target + '/state' });
          try { read.push('frame: ' + frame.contentWindow.document.body.innerText); }
          catch (error) { read.push('frame failed'); }
          await new Promise(resolve => {
            const socket = new WebSocket(target.replace('http', 'ws') + '/state');
            socket.onmessage = event => read.push('socket: ' + event.data);
            socket.onopen = () => { read.push('socket open'); resolve(); };
            socket.onerror = resolve;
            setTimeout(resolve, 1000);
          });
          done(read);
        })();
        """;

    /** What a page whose name was made to mean 127.0.0.1 can do: to the browser it is of the server's own origin. */
    private static final String REBOUND = """
        const done = arguments[0];
        (async () => {
          const read = [document.documentElement.innerText];
          const change = { method: 'POST', body: '{"offsetMillis":5000}',
            headers: { 'Content-Type': 'application/json', 'X-Token': 'guessed guessed guess' } };
          for (const [path, options] of [['/state', {}], ['/clock', change], ['/stop', change], ['/', change]]) {
            try { read.push(path + ': ' + await (await fetch(path, options)).text()); }
            catch (error) { read.push(path + ' failed'); }
          }
          done(read);
        })();
        """;

    @TempDir
    private static Path temporary;

    private static final ConcurrentLinkedQueue<Request> ASKED = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<String> CHANGED = new ConcurrentLinkedQueue<>();

    private static LocalCluster cluster;
    private static SupervisorEndpoint supervisor;
    private static HttpServer unguarded;
    private static HttpServer pages;
    private static ChromeDriver browser;
    private static int nodePort;
    private static int supervisorPort;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> chromium = inPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = inPath("chromedriver");
        assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "web pages were not tried: there is no chromium with its chromedriver in PATH");
        Ports ports = new Ports();
        Path home = Path.of("").toAbsolutePath();
        NodeFiles files = new NodeFiles(
                temporary,
                1,
                new RaftScenario(),
                1,
                NodeBasis.of(NodeFiles.layers(home, "raft", JournalChoice.MEMORY, false, Optional.empty(), Map.of())),
                ports);
        cluster = new LocalCluster(files, NodeClassPath.nodeCommand());
        cluster.start(() -> true);
        nodePort = files.ports(N1).http();
        supervisorPort = ports.next();
        supervisor = new SupervisorEndpoint(Token.random(), supervisorPort, request -> {
            ASKED.add(request);
            return Response.of("done", Map.of());
        });
        unguarded = server((path, method) -> {
            if (method.equals("POST")) {
                CHANGED.add(path);
            }
            return "{\"" + SECRET + "\":1}";
        });
        pages = server((path, method) -> "<!DOCTYPE html><html><body>a page</body></html>");
        browser = browser(chromium.get(), driver.get());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (pages != null) {
            pages.stop(0);
        }
        if (unguarded != null) {
            unguarded.stop(0);
        }
        if (supervisor != null) {
            supervisor.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @FunctionalInterface
    private interface Page {
        String at(String path, String method);
    }

    private static HttpServer server(Page page) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] text = page.at(exchange.getRequestURI().getPath(), exchange.getRequestMethod())
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        });
        server.start();
        return server;
    }

    private static Optional<Path> inPath(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static ChromeDriver browser(Path chromium, Path driver) throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP evil.test 127.0.0.1",
                "--user-data-dir=" + Files.createDirectory(temporary.resolve("browser")));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .build();
        ChromeDriver started = new ChromeDriver(service, options);
        started.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return started;
    }

    private static String attacked(String page, int port) {
        browser.get("http://" + page + ":" + pages.getAddress().getPort() + "/");
        return String.valueOf(browser.executeAsyncScript(ATTACK, "http://127.0.0.1:" + port))
                + browser.executeAsyncScript(ATTACK, "http://localhost:" + port)
                + browser.executeAsyncScript(ATTACK, "http://evil.test:" + port);
    }

    private static String rebound(int port) {
        browser.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
        browser.get("http://evil.test:" + port + "/state");
        String read = String.valueOf(browser.executeAsyncScript(REBOUND));
        browser.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", false));
        return read;
    }

    private static void nothingHasChanged() throws Exception {
        NodeClient node = cluster.client(N1);
        assertThat(cluster.isRunning(N1)).isTrue();
        assertThat(cluster.unexpectedEnds()).isEmpty();
        assertThat(node.clock(TIMEOUT).isAheadBy(0)).isTrue();
        assertThat(node.links(TIMEOUT).values()).extracting(LinkReport::lost).containsOnly();
        assertThat(node.isReady(TIMEOUT)).isTrue();
        assertThat(ASKED).isEmpty();
    }

    @Test
    void aPageOfAnotherNameOrPortNeitherChangesNorReads() throws Exception {
        for (String page : List.of("evil.test", "127.0.0.1")) {
            CHANGED.clear();
            attacked(page, unguarded.getAddress().getPort());
            assertThat(CHANGED).as("what " + page + " tries").contains("/stop", "/clock", "/faults", "/");

            assertThat(attacked(page, nodePort)).doesNotContain(SECRET, "offsetMillis", "socket open");
            assertThat(attacked(page, supervisorPort)).doesNotContain("done", "socket open");
            nothingHasChanged();
        }
    }

    @Test
    void aNameThatWasMadeToMeanLoopbackNeitherChangesNorReads() throws Exception {
        CHANGED.clear();
        assertThat(rebound(unguarded.getAddress().getPort())).contains(SECRET);
        assertThat(CHANGED).as("what it tries").contains("/stop", "/clock", "/");

        assertThat(rebound(nodePort)).contains("the host is 127.0.0.1").doesNotContain(SECRET, "epochMillis");
        assertThat(rebound(supervisorPort)).contains("the host is 127.0.0.1").doesNotContain("done");
        nothingHasChanged();
    }

    @Test
    void whoTypesTheAddressSeesTheState() {
        browser.get("http://127.0.0.1:" + nodePort + "/state");
        assertThat(browser.getPageSource()).contains(SECRET);
    }
}
