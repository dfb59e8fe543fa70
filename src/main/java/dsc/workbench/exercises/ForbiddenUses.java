package dsc.workbench.exercises;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a protocol may not use, and what it uses instead: first what is named one by one, then every package that is not
 * among those of a protocol. A use is written {@code java.lang.Thread} for a class, and
 * {@code java.lang.Thread#sleep(long)} for a member, with the binary name of the class that declares it.
 */
final class ForbiddenUses {

    private static final String CLOCK = "is a hidden input; ask node.clock()";
    private static final String RANDOM = "is a hidden input; ask node.random()";
    private static final String SETTINGS = "is a hidden input; ask node.settings()";
    private static final String EXIT = "ends every node of the JVM; stop an actor with Behaviors.stopped()";
    private static final String WAIT = "waits, and an actor must not; use a timer (Behaviors.withTimers)";
    private static final String PIPE = "waits, and an actor must not; use context.pipeToSelf";
    private static final String THREAD =
            "uses another thread; send a message to context.getSelf(), or use a timer (Behaviors.withTimers)";
    private static final String FILE =
            "is for files, and a node has only its journal; persist an event, and read settings from node.settings()";
    private static final String NETWORK = "goes past the network of the world; send messages to node.peers()";
    private static final String PROCESS = "is for processes, and a node is one actor; spawn a child by context.spawn";
    private static final String OUTPUT = "changes what all nodes print to; print with System.out.println";
    private static final String REFLECTION = "is reflection; name the class and call the method";
    private static final String NATIVE = "is native code; write it in Java";
    private static final String INTERNAL = "is internal to the JDK; use java.util and Pekko";
    private static final String GARBAGE = "depends on when the JVM collects garbage; keep a reference to what you need";
    private static final String GLOBAL = "is shared by all nodes of the JVM; keep it in a field of the actor";
    private static final String DEFAULTS = "is a hidden input; name it: Locale.ROOT, UTF_8, ZoneOffset.UTC";
    private static final String IDENTITY = "is a hidden input; compare by an id, such as a NodeId";
    private static final String SYSTEM = "makes another actor system; spawn a child by context.spawn";
    private static final String ELSEWHERE = "belongs to another protocol or to what judges; of dsc there are "
            + "workbench.protocol, workbench.history, workbench.checkers, concepts.shared, and this concept";
    private static final String OTHER = "is outside of what a protocol may use; use java.util, java.time and Pekko";

    /** @param use what must match, as a whole */
    private record Rule(Pattern use, String saying) {}

    private static Rule rule(String saying, String... uses) {
        return new Rule(Pattern.compile(String.join("|", uses)), saying);
    }

    private static final String ANY = "(\\$.*)?(#.*)?";

    /** The first that matches counts. */
    private static final List<Rule> RULES = List.of(
            rule(
                    CLOCK,
                    "java\\.lang\\.System#(currentTimeMillis|nanoTime).*",
                    "java\\.time\\.[\\w.]+#now\\(.*",
                    "java\\.time\\.(Clock|InstantSource)#(system|tick).*",
                    "java\\.util\\.Date#<init>\\(\\)",
                    "java\\.util\\.Calendar#getInstance.*",
                    "java\\.util\\.GregorianCalendar#<init>\\(\\)",
                    "dsc\\.workbench\\.protocol\\.Clock#system.*"),
            rule(
                    RANDOM,
                    "java\\.lang\\.(Math|StrictMath)#random.*",
                    "java\\.util\\.concurrent\\.ThreadLocalRandom" + ANY,
                    "java\\.security\\.SecureRandom" + ANY,
                    "java\\.util\\.(Random|SplittableRandom)#<init>\\(\\)",
                    "java\\.util\\.random\\.RandomGenerator(\\$.*)?#(of|getDefault)\\(.*",
                    "java\\.util\\.random\\.RandomGeneratorFactory" + ANY,
                    "java\\.util\\.UUID#randomUUID.*",
                    "java\\.util\\.Collections#shuffle\\(java\\.util\\.List\\)",
                    "scala\\.util\\.Random.*"),
            rule(
                    SETTINGS,
                    "java\\.lang\\.System#(getenv|getProperty|getProperties|lineSeparator|console|in)\\b.*",
                    "java\\.lang\\.Boolean#getBoolean.*",
                    "java\\.lang\\.Integer#getInteger.*",
                    "java\\.lang\\.Long#getLong.*",
                    "java\\.lang\\.Runtime#(availableProcessors|\\w+Memory|version)\\(.*",
                    "java\\.lang\\.Runtime\\$.*",
                    "com\\.typesafe\\.config\\.ConfigFactory" + ANY),
            rule(
                    DEFAULTS,
                    "java\\.util\\.Locale#[gs]etDefault.*",
                    "java\\.nio\\.charset\\.Charset#defaultCharset.*",
                    "java\\.time\\.ZoneId#systemDefault.*",
                    "java\\.util\\.TimeZone#[gs]etDefault.*"),
            rule(IDENTITY, "java\\.lang\\.System#identityHashCode.*"),
            rule(
                    EXIT,
                    "java\\.lang\\.System#exit.*",
                    "java\\.lang\\.Runtime#(exit|halt|addShutdownHook).*",
                    "org\\.apache\\.pekko\\.actor\\.(typed\\.)?ActorSystem#terminate.*",
                    "org\\.apache\\.pekko\\.actor\\.CoordinatedShutdown" + ANY),
            rule(
                    PIPE,
                    "java\\.util\\.concurrent\\.(Future|CompletableFuture)#(get|join|resultNow)\\(.*",
                    "scala\\.concurrent\\.Await.*"),
            rule(
                    WAIT,
                    "java\\.lang\\.Thread#(sleep|join|yield|onSpinWait)\\(.*",
                    "java\\.lang\\.Object#(wait|notify|notifyAll)\\(.*",
                    "java\\.util\\.concurrent\\.TimeUnit#(sleep|timedJoin|timedWait).*",
                    "java\\.util\\.concurrent\\.locks\\..*",
                    "java\\.util\\.concurrent\\.(CountDownLatch|Semaphore|CyclicBarrier|Phaser|Exchanger)" + ANY,
                    "java\\.util\\.concurrent\\.\\w*(BlockingQueue|BlockingDeque|TransferQueue|SynchronousQueue)"
                            + "|java\\.util\\.concurrent\\.\\w*(Queue|Deque)#(take|put)\\(.*"),
            rule(
                    THREAD,
                    "java\\.lang\\.(Thread|ThreadGroup|ThreadLocal|InheritableThreadLocal|ScopedValue)" + ANY,
                    "java\\.util\\.(Timer|TimerTask)" + ANY,
                    "java\\.util\\.concurrent\\.\\w*(Executor|ForkJoin|Recursive|StructuredTask|FutureTask|Counted)\\w*"
                            + ANY,
                    "java\\.util\\.concurrent\\.(Thread|Completion|Flow|SubmissionPublisher)(?!Stage|Exception)\\w*"
                            + ANY,
                    "java\\.util\\.concurrent\\.(CompletableFuture|CompletionStage)#"
                            + "(\\w*Async|delayedExecutor|defaultExecutor|orTimeout|completeOnTimeout)\\(.*",
                    "java\\.util\\.concurrent\\.ConcurrentHashMap#(forEach|search|reduce)\\w*\\(long,.*",
                    "java\\.util\\.Collection#parallelStream.*",
                    "java\\.util\\.stream\\.\\w*Stream#parallel\\(.*",
                    "java\\.util\\.Arrays#parallel.*",
                    "scala\\.concurrent\\.(?!duration\\.|Future).*",
                    "org\\.apache\\.pekko\\.dispatch\\..*",
                    "org\\.apache\\.pekko\\.actor\\.typed\\.(Dispatchers|DispatcherSelector)" + ANY),
            rule(
                    FILE,
                    "java\\.lang\\.Class(Loader)?#\\w*[rR]esource\\w*\\(.*",
                    "java\\.lang\\.Module#getResource\\w*\\(.*",
                    "java\\.io\\.(?!\\w+(Exception|Error)\\b)(Console|File|RandomAccess)\\w*" + ANY,
                    "java\\.io\\.(PrintStream|PrintWriter)#<init>\\(java\\.(lang\\.String|io\\.File).*",
                    "java\\.util\\.Formatter#<init>\\(java\\.(lang\\.String|io\\.File).*",
                    "java\\.nio\\.file\\..*",
                    "java\\.nio\\.Mapped.*",
                    "java\\.util\\.(zip\\.ZipFile|jar\\..*)",
                    "org\\.apache\\.pekko\\.stream\\.javadsl\\.(FileIO|StreamConverters)" + ANY),
            rule(
                    NETWORK,
                    "java\\.net\\.(?!(URI|URLEncoder|URLDecoder)\\b).*",
                    "java\\.nio\\.channels\\..*",
                    "javax\\.net\\..*",
                    "java\\.rmi\\..*",
                    "org\\.apache\\.pekko\\.(io|remote|http)\\..*",
                    "org\\.apache\\.pekko\\.stream\\.javadsl\\.(Tcp|TLS)" + ANY),
            rule(PROCESS, "java\\.lang\\.Process\\w*" + ANY, "java\\.lang\\.Runtime#exec.*", "scala\\.sys\\..*"),
            rule(NATIVE, "java\\.lang\\.(System|Runtime)#load.*", "java\\.lang\\.foreign\\..*"),
            rule(OUTPUT, "java\\.lang\\.System#set(In|Out|Err)\\(.*", "java\\.io\\.PrintStream#(close|<init>)\\(.*"),
            rule(
                    REFLECTION,
                    "java\\.lang\\.(reflect|invoke|constant|module)\\..*",
                    "java\\.lang\\.(ClassLoader|ClassValue|Module|ModuleLayer|Package|StackWalker)" + ANY,
                    // What a class says of itself, and no more.
                    "java\\.lang\\.Class#(?!(getName|getSimpleName|cast|isInstance|equals|hashCode|toString"
                            + "|isAssignableFrom|getEnumConstants)\\b).*",
                    "java\\.util\\.ServiceLoader" + ANY,
                    "java\\.io\\.Object(In|Out)putStream" + ANY,
                    "java\\.beans\\..*",
                    "javax\\.(script|tools)\\..*",
                    "org\\.apache\\.pekko\\.(util\\.(Reflect|Unsafe)|actor\\.\\w*DynamicAccess)" + ANY,
                    "org\\.apache\\.pekko\\.actor\\.\\w*ActorSystem\\w*#dynamicAccess.*",
                    "scala\\.reflect\\..*"),
            rule(GARBAGE, "java\\.lang\\.(ref\\..*|System#gc.*|Runtime#gc.*)", "java\\.util\\.WeakHashMap" + ANY),
            rule(INTERNAL, "(sun|com\\.sun|jdk)\\..*", "java\\.lang\\.(instrument|management)\\..*"),
            rule(GLOBAL, "java\\.lang\\.System#(?!(out|err|arraycopy)\\b).*", "java\\.lang\\.Runtime" + ANY),
            rule(SYSTEM, "org\\.apache\\.pekko\\.actor\\.(typed\\.)?ActorSystem#(create|apply|wrap)\\(.*"));

    /** Packages that a protocol may use, but for what the rules name. */
    private static final Pattern PACKAGES = Pattern.compile(String.join(
            "|",
            "java\\.lang",
            "java\\.lang\\.annotation",
            "java\\.io",
            "java\\.math",
            "java\\.net",
            "java\\.nio",
            "java\\.nio\\.charset",
            "java\\.security",
            "java\\.text",
            "java\\.time(\\..*)?",
            "java\\.util(\\.(concurrent(\\.atomic)?|function|random|regex|stream|zip))?",
            "dsc\\.workbench\\.(protocol|history|checkers)(\\..*)?",
            "dsc\\.concepts\\.shared",
            "com\\.fasterxml\\.jackson\\.annotation",
            "com\\.typesafe\\.config",
            "org\\.apache\\.pekko(\\..*)?",
            "org\\.HdrHistogram",
            "org\\.slf4j(\\.event)?",
            "scala(\\..*)?"));

    private ForbiddenUses() {}

    /**
     * What to say of a use, behind its name; empty if it is allowed.
     *
     * @param concept the package of the protocol's concept, all of which it may use
     * @param in the package of the class that declares what is used
     */
    static Optional<String> saying(String use, String in, String concept) {
        if (in.equals(concept) || in.startsWith(concept + ".")) {
            return Optional.empty();
        }
        for (Rule rule : RULES) {
            if (rule.use().matcher(use).matches()) {
                return Optional.of(rule.saying());
            }
        }
        if (PACKAGES.matcher(in).matches()) {
            return Optional.empty();
        }
        return Optional.of(in.startsWith("dsc.") ? ELSEWHERE : OTHER);
    }
}
