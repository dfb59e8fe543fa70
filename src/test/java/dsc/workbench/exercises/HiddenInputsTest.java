package dsc.workbench.exercises;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import dsc.concepts.Catalog;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HiddenInputsTest {

    private static final Class<?> RAFT = Catalog.scenario("raft").orElseThrow().getClass();

    private static final StandardJavaFileManager FILES =
            SubmissionCompiler.javac().getStandardFileManager(null, null, UTF_8);

    private static final String HEAD = """
        package dsc.concepts.foundations.consensus.raft;
        import static java.lang.System.*;
        import dsc.workbench.protocol.NodeId;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.concurrent.atomic.*;
        import org.apache.pekko.actor.typed.javadsl.ActorContext;
        final class Tally {
        """;

    /** In each line a row of its own. */
    private static final String METHOD =
            "<T> void m%d(T any, NodeId node, ActorContext<T> actor) throws Throwable { %s }\n";

    private static final String CLASS = "static final class C%d { %s }\n";

    @AfterAll
    static void close() throws IOException {
        FILES.close();
    }

    private static List<Problem> problems(List<Class<?>> scenarios, List<SourceFile> sources) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) SubmissionCompiler.javac()
                .getTask(null, FILES, diagnostics, List.of("-proc:none", "-nowarn"), null, sources);
        List<SourceTree> trees = SourceTree.parse(task, sources);
        task.analyze();
        assertThat(diagnostics.getDiagnostics())
                .filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
        List<Problem> problems = new ArrayList<>();
        for (Class<?> scenario : scenarios) {
            List<SourceTree> own = trees.stream()
                    .filter(tree -> ProductSources.editable(scenario)
                            .contains(tree.source().packageName()))
                    .toList();
            problems.addAll(HiddenInputs.in(scenario, own, task));
        }
        return problems;
    }

    /** What is said of each row, in its order; several sentences stand in lines. */
    private static List<String> sentences(String template, List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (int row = 0; row < rows.size(); row++) {
            text.append(String.format(Locale.ROOT, template, row, rows.get(row)));
        }
        Path place = Path.of(RAFT.getPackageName().replace('.', '/'), "Tally.java");
        List<Problem> problems = problems(List.of(RAFT), List.of(new SourceFile("Tally.java", place, text + "}\n")));
        long first = HEAD.lines().count() + 1;
        return IntStream.range(0, rows.size())
                .mapToObj(row -> problems.stream()
                        .filter(problem -> problem.line() == first + row)
                        .map(Problem::sentence)
                        .collect(Collectors.joining("\n")))
                .toList();
    }

    /** Each row has what is written, a bar, and how a sentence begins that is said of it. */
    private static void assertSaid(String template, String table) throws IOException {
        List<String[]> rows =
                table.lines().map(row -> row.split("\\s*\\|\\s*", 2)).toList();
        List<String> said = sentences(template, rows.stream().map(row -> row[0]).toList());
        SoftAssertions.assertSoftly(softly -> {
            for (int row = 0; row < rows.size(); row++) {
                String sentence = rows.get(row)[1];
                softly.assertThat(said.get(row).lines())
                        .as(rows.get(row)[0])
                        .anySatisfy(one -> assertThat(one).startsWith(sentence));
            }
        });
    }

    private static void assertAllowed(String template, String... rows) throws IOException {
        assertThat(sentences(template, List.of(rows)))
                .allSatisfy(said -> assertThat(said).isEmpty());
    }

    @Test
    void aHiddenInputIsRefused() throws IOException {
        assertSaid(METHOD, """
            long a = System.currentTimeMillis();             | System.currentTimeMillis() is a hidden input; ask node.clock()
            var a = (java.util.function.LongSupplier) System::nanoTime; | System.nanoTime() is a hidden input; ask node.clock()
            var a = java.time.Instant.now();                 | Instant.now() is a hidden input; ask node.clock()
            var a = java.time.Clock.systemUTC();             | Clock.systemUTC() is a hidden input; ask node.clock()
            var a = new Date();                              | new Date() is a hidden input; ask node.clock()
            var a = dsc.workbench.protocol.Clock.system();   | Clock.system() is a hidden input; ask node.clock()
            var a = Math.random();                           | Math.random() is a hidden input; ask node.random()
            var a = ThreadLocalRandom.current().nextInt();   | ThreadLocalRandom.current() is a hidden input; ask node.random()
            var a = new java.security.SecureRandom();        | new SecureRandom() is a hidden input; ask node.random()
            var a = new Random();                            | new Random() is a hidden input; ask node.random()
            var a = new SplittableRandom();                  | new SplittableRandom() is a hidden input; ask node.random()
            var a = java.util.random.RandomGenerator.getDefault(); | RandomGenerator.getDefault() is a hidden input; ask
            var a = UUID.randomUUID();                       | UUID.randomUUID() is a hidden input; ask node.random()
            Collections.shuffle(new ArrayList<>(List.of(1)));| Collections.shuffle(…) is a hidden input; ask node.random()
            var a = System.getenv("HOME");                   | System.getenv(…) is a hidden input; ask node.settings()
            var a = System.getProperty("user.home");         | System.getProperty(…) is a hidden input; ask node.settings()
            var a = Integer.getInteger("a");                 | Integer.getInteger(…) is a hidden input; ask node.settings()
            var a = System.in.read();                        | System.in is a hidden input; ask node.settings()
            var a = Runtime.getRuntime();                    | Runtime.getRuntime() is shared by all nodes
            var a = Locale.getDefault();                     | Locale.getDefault() is a hidden input; name it
            var a = System.identityHashCode(any);            | System.identityHashCode(…) is a hidden input; compare by an id
            System.exit(0);                                  | System.exit(…) ends every node
            Runtime.getRuntime().halt(1);                    | Runtime.halt(…) ends every node
            ((org.apache.pekko.actor.ExtendedActorSystem) any).dynamicAccess(); | ExtendedActorSystem.dynamicAccess() is refl
            actor.getSystem().terminate();                   | ActorSystem.terminate() ends every node
            Thread.sleep(1);                                 | Thread.sleep(…) waits, and an actor must not; use a timer
            any.wait();                                      | Object.wait() waits
            TimeUnit.SECONDS.sleep(1);                       | TimeUnit.sleep(…) waits
            ((CountDownLatch) any).await();                  | CountDownLatch.await() waits
            new java.util.concurrent.locks.ReentrantLock();  | new ReentrantLock() waits
            new LinkedBlockingQueue<T>().take();             | LinkedBlockingQueue.take() waits
            CompletableFuture.completedFuture(any).join();   | CompletableFuture.join() waits, and an actor must not; use context
            new Thread(() -> {}).start();                    | new Thread(…) uses another thread
            Thread.ofVirtual().start(() -> {});              | Thread.ofVirtual() uses another thread
            var a = Thread.currentThread();                  | Thread.currentThread() uses another thread
            var a = new ThreadLocal<T>();                    | new ThreadLocal() uses another thread
            Executors.newFixedThreadPool(1).submit(() -> {});| Executors.newFixedThreadPool(…) uses another thread
            ForkJoinPool.commonPool().execute(() -> {});     | ForkJoinPool.commonPool() uses another thread
            CompletableFuture.runAsync(() -> {});            | CompletableFuture.runAsync(…) uses another thread
            var a = new Timer();                             | new Timer() uses another thread
            var a = List.of(1).parallelStream().toList();    | Collection.parallelStream() uses another thread
            var a = List.of(1).stream().parallel().toList(); | BaseStream.parallel() uses another thread
            actor.getExecutionContext().execute(() -> {});   | ExecutionContext.execute(…) uses another thread
            java.nio.file.Files.readString(null);            | Files.readString(…) is for files
            var a = new java.io.File("a");                   | new File(…) is for files
            var a = new java.io.FileWriter("a");             | new FileWriter(…) is for files
            var a = new java.io.PrintWriter("a");            | new PrintWriter(…) is for files
            var a = new Formatter("a");                      | new Formatter(…) is for files
            var a = java.io.FileDescriptor.out;              | FileDescriptor.out is for files
            var a = getClass().getResourceAsStream("a");     | Class.getResourceAsStream(…) is for files
            var a = new java.net.Socket("a", 1);             | new Socket(…) goes past the network
            var a = java.nio.channels.SocketChannel.open();  | SocketChannel.open() goes past the network
            ((ProcessBuilder) any).start();                  | ProcessBuilder.start() is for processes
            Runtime.getRuntime().exec(new String[0]);        | Runtime.exec(…) is for processes
            System.loadLibrary("a");                         | System.loadLibrary(…) is native code
            var a = java.lang.foreign.Linker.nativeLinker(); | Linker.nativeLinker() is native code
            System.setOut(null);                             | System.setOut(…) changes what all nodes print to
            System.setProperty("a", "b");                    | System.setProperty(…) is shared by all nodes
            var a = Class.forName("a");                      | Class.forName(…) is reflection
            var a = any.getClass().getDeclaredFields();      | Class.getDeclaredFields() is reflection
            java.lang.reflect.Method a = null;               | Method is reflection
            var a = java.lang.invoke.MethodHandles.lookup(); | MethodHandles.lookup() is reflection
            var a = getClass().getClassLoader();             | Class.getClassLoader() is reflection
            var a = ServiceLoader.load(NodeId.class);        | ServiceLoader.load(…) is reflection
            var a = new java.lang.ref.WeakReference<>(any);  | new WeakReference(…) depends on when
            System.gc();                                     | System.gc() depends on when
            sun.misc.Unsafe a = null;                        | Unsafe is internal to the JDK
            com.sun.source.tree.Tree a = null;               | Tree is internal to the JDK
            javax.management.MBeanServer a = null;           | MBeanServer is outside of what a protocol may use
            org.junit.jupiter.api.Test a = null;             | Test is outside of what a protocol may use
            dsc.concepts.Catalog.scenario("raft");           | Catalog.scenario(…) belongs to another protocol
            dsc.workbench.simulation.Outcome a = null;       | Outcome belongs to another protocol or to what judges
            dsc.concepts.foundations.coordination.abd.AbdScenario a = null; | AbdScenario belongs to another protocol
            """);
    }

    @Test
    void whatAProtocolNeedsIsAllowed() throws IOException {
        assertAllowed(
                METHOD,
                "System.out.println(any); System.err.printf(Locale.ROOT, \"%s\", node);",
                "var a = new Random(1).nextInt(); new SplittableRandom(2).split();",
                "var a = new int[2].length; System.arraycopy(new int[2], 0, new int[2], 0, 1); var b = int[].class;",
                "var a = new TreeMap<NodeId, Integer>(); a.merge(node, 1, Integer::sum);",
                "var a = any.getClass().getSimpleName() + NodeId.class + String.class.getName();",
                "CompletionStage<T> a = CompletableFuture.completedFuture(any); a.thenApply(x -> x);",
                "var a = new AtomicLong().incrementAndGet() + TimeUnit.SECONDS.toNanos(1);",
                "var a = new java.io.ByteArrayOutputStream().toByteArray(); java.nio.ByteBuffer.wrap(a);",
                "var a = java.security.MessageDigest.getInstance(\"SHA-256\"); new java.util.zip.CRC32();",
                "actor.getLog().info(\"a\"); actor.getSelf().tell(any); actor.getSystem().name();",
                "try { throw new java.io.FileNotFoundException(); } catch (java.io.IOException e) { e.toString(); }",
                "record R(int a) { R { Objects.checkIndex(a, 1); } } enum E { A, B } E.valueOf(\"A\").ordinal();",
                "switch ((Object) any) { case String s when s.isEmpty() -> {} default -> {} }");
    }

    @Test
    void anOrderThatDiffersBetweenJvmsIsRefused() throws IOException {
        assertSaid(METHOD, """
            for (int a : Set.of(1, 2)) {}                     | Set.of(…) has another order in every JVM
            for (var a : Map.of(1, 2, 3, 4).entrySet()) {}    | Map.of(…).entrySet() has another order in every JVM
            var a = Set.copyOf(List.of(node)); for (var b : a) {} | a has another order
            var a = Map.of(1, 2, 3, 4); a.forEach((b, c) -> {}); | a has another order
            var a = Map.copyOf(new TreeMap<Integer, T>()); a.values().iterator().next(); | a.values() has another order
            Set.of(1, 2).stream().filter(a -> a > 1).findFirst(); | Set.of(…) has another order
            var a = List.copyOf(Set.of(1, 2));                | Set.of(…) has another order
            Set<Integer> a; a = Set.of(1, 2); for (int b : a) {} | a has another order
            var a = new HashSet<TimeUnit>(); for (var b : a) {} | a has another order
            var a = new HashMap<ArrayDeque<T>, T>(); for (var b : a.keySet()) {} | a.keySet() has another order
            record R(TimeUnit a) {} var b = new HashSet<R>(); b.forEach(c -> {}); | b has another order
            var a = List.of(TimeUnit.DAYS).stream().collect(java.util.stream.Collectors.toSet()); for (var b : a) {} | a has
            """);
        assertSaid(CLASS, """
            record R(Set<NodeId> a) { R { a = Set.copyOf(a); } void b() { for (var c : a) {} } } | a has another order
            record R(Set<NodeId> a) { R { a = Set.copyOf(a); } } void b(R c) { c.a().forEach(d -> {}); } | c.a() has another
            Set<NodeId> a() { return Set.of(null, null); } void b() { for (var c : a()) {} } | a() has another order
            """);
        assertAllowed(
                METHOD,
                "for (int a : Set.of(1)) {} for (var a : Map.of(1, 2).keySet()) {} for (int a : List.of(1, 2)) {}",
                "var a = Set.of(1, 2); a.contains(1); a.stream().anyMatch(b -> b > 1); a.stream().sorted().toList();",
                "var a = Set.copyOf(List.of(node)); for (var b : new TreeSet<>(a)) {} a.stream().filter(b ->"
                        + " true).count();",
                "var a = new HashSet<String>(); for (var b : a) {} record R(int a) {} for (var c : new HashSet<R>())"
                        + " {}",
                "for (var a : new LinkedHashSet<TimeUnit>()) {} for (var a : EnumSet.of(TimeUnit.DAYS)) {}");
    }

    @Test
    void whatStaysBehindIsRefused() throws IOException {
        assertSaid(CLASS, """
            static int seen;                                  | static field seen is shared by all nodes of the JVM; make it a field
            static final int[] SEEN = {0};                    | static field SEEN can change, and is shared
            static final List<NodeId> SEEN = new ArrayList<>();| static field SEEN can change
            static final ConcurrentMap<String, NodeId> SEEN = null; | static field SEEN can change
            static final AtomicLong SEEN = new AtomicLong();  | static field SEEN can change
            static final StringBuilder SEEN = null;           | static field SEEN can change
            static final C6 SEEN = new C6(); int a;           | static field SEEN can change
            interface A { List<NodeId> SEEN = new LinkedList<>(); } | static field SEEN can change
            enum A { B; int seen; }                           | field of an enum seen is shared
            native int seen();                                | native methods are not judged; write seen in Java
            protected void finalize() {}                      | finalize() runs on another thread
            static class A extends Thread {}                  | Thread uses another thread
            """);
    }

    @Test
    void whatDoesNotChangeMayBeStatic() throws IOException {
        assertAllowed(
                CLASS,
                "static final int MOST = 3; static final String NAME = \"a\"; static final List<Integer> L ="
                        + " List.of(1);",
                "static final TimeUnit UNIT = TimeUnit.SECONDS; enum A { B; final int seen = 1; }",
                "static final Comparator<NodeId> ORDER = Comparator.naturalOrder(); int seen;",
                "static final Map<Integer, Integer> M = Map.copyOf(new HashMap<>()); static final NodeId N = null;");
    }

    @Test
    void aStaticImportHidesNothing() throws IOException {
        assertSaid(METHOD, """
            nanoTime();  | System.nanoTime() is a hidden input; ask node.clock()
            exit(1);     | System.exit(…) ends every node of the JVM; stop an actor with Behaviors.stopped()
            """);
    }

    @Test
    void ofOneThingInALineTheFirstUseIsNamed() throws IOException {
        String thread =
                "uses another thread; send a message to context.getSelf(), or use a timer (Behaviors.withTimers)";

        assertThat(sentences(
                        METHOD,
                        List.of(
                                "Thread a = new Thread(() -> {}); a.start(); a.interrupt();",
                                "var a = Executors.newCachedThreadPool(); a.execute(() -> {}); Math.random();",
                                "Thread a;")))
                .containsExactly(
                        "new Thread(…) " + thread,
                        "Executors.newCachedThreadPool() " + thread
                                + "\nMath.random() is a hidden input; ask node.random()",
                        "Thread " + thread);
    }

    @Test
    void theCaretStandsBelowWhatIsMeant() throws IOException {
        String text = HEAD + "long now() {\n\treturn System.nanoTime();\n}\n}\n";
        Path place = Path.of(RAFT.getPackageName().replace('.', '/'), "Tally.java");

        assertThat(problems(List.of(RAFT), List.of(new SourceFile("Tally.java", place, text))))
                .singleElement()
                .hasToString("""
                    Tally.java:10: System.nanoTime() is a hidden input; ask node.clock()
                        \treturn System.nanoTime();
                        \t       ^\
                    """);
    }

    /** An exercise may ask for any of its files, and the reference must pass. */
    @Test
    void theProductKeepsTheRulesButForALeaseInAFile() throws IOException {
        Path root = Path.of("src", "main", "java");
        List<Class<?>> scenarios =
                Catalog.scenarios().stream().<Class<?>>map(Scenario::getClass).toList();
        Set<String> packages = new TreeSet<>();
        scenarios.forEach(scenario -> packages.addAll(ProductSources.editable(scenario)));
        List<SourceFile> files = new ArrayList<>();
        for (String name : packages) {
            Path directory = root.resolve(name.replace('.', '/'));
            try (Stream<Path> paths = Files.list(directory)) {
                for (Path path : paths.toList()) {
                    String file = path.getFileName().toString();
                    if (file.endsWith(".java") && !file.equals("package-info.java")) {
                        files.add(new SourceFile(file, root.relativize(path), Files.readString(path)));
                    }
                }
            }
        }
        List<Problem> problems = problems(scenarios, files);
        assertThat(problems)
                .filteredOn(problem -> !problem.file().equals("FileLease.java"))
                .isEmpty();
        assertThat(problems).isNotEmpty();
    }
}
