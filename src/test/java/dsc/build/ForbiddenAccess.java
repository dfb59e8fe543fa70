package dsc.build;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;

/** Calls and references that {@link ArchitectureTest} keeps out of a protocol, or of the whole product. */
final class ForbiddenAccess {

    private ForbiddenAccess() {}

    /** Makes a set of enum constants of which some are not named: those that there will be are in it as well. */
    static DescribedPredicate<JavaAccess<?>> namesNoKind() {
        return DescribedPredicate.describe("makes a set of fault kinds without naming them", access -> {
            String member = access.getTarget().getName();
            return switch (access.getTargetOwner().getName()) {
                case "java.util.EnumSet" -> member.matches("complementOf|allOf|range");
                case "dsc.workbench.protocol.FaultKind" ->
                    member.matches("values|ofPeers") && !access.getOriginOwner().equals(access.getTargetOwner());
                default -> false;
            };
        });
    }

    /** Time, randomness, surroundings and other threads, called or referred to ({@code System::nanoTime}). */
    static DescribedPredicate<JavaAccess<?>> isHiddenInput() {
        return DescribedPredicate.describe("is a hidden input", access -> {
            JavaClass owner = access.getTargetOwner();
            String member = access.getTarget().getName();
            boolean takesNothing = access.getTarget().getFullName().endsWith("()");
            return switch (owner.getName()) {
                case "java.lang.System" ->
                    member.matches("currentTimeMillis|nanoTime|getenv|getProperty|getProperties|identityHashCode");
                case "java.lang.Thread" -> member.matches("sleep|start|startVirtualThread|currentThread");
                case "java.lang.Math", "java.lang.StrictMath" -> member.equals("random");
                case "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom" -> true;
                case "java.util.Random", "java.util.SplittableRandom" -> member.equals("<init>") && takesNothing;
                case "java.util.random.RandomGenerator" -> member.matches("of|getDefault");
                case "java.util.UUID" -> member.equals("randomUUID");
                case "java.util.Date" -> member.equals("<init>") && takesNothing;
                case "java.util.Collections" -> access.getTarget().getFullName().endsWith("shuffle(java.util.List)");
                case "java.time.Clock" -> member.matches("system.*|tick.*");
                case "dsc.workbench.protocol.Clock" -> member.equals("system");
                default -> owner.getPackageName().equals("java.time") && member.equals("now");
            };
        });
    }

    /**
     * The default locale, character set or time zone, called or referred to ({@code String::toLowerCase}). A run's
     * directory, and when a cluster was started, are named by the user's own time of day.
     */
    static DescribedPredicate<JavaAccess<?>> usesWhatTheMachineIsSetTo() {
        return DescribedPredicate.describe("uses the default locale, character set or time zone", access -> {
            String member = access.getTarget().getName();
            String full = access.getTarget().getFullName();
            String parameters =
                    full.substring(full.indexOf('(') + 1, Math.max(full.indexOf('(') + 1, full.length() - 1));
            boolean locale = parameters.contains("java.util.Locale");
            boolean meant = access.getOriginOwner().getSimpleName().matches("RunDirectory|ClustersCommand");
            boolean charset = parameters.contains("java.nio.charset.Charset");
            return switch (access.getTargetOwner().getName()) {
                case "java.lang.String" ->
                    member.equals("formatted")
                            || member.matches("format|toLowerCase|toUpperCase") && !locale
                            || member.equals("getBytes") && parameters.isEmpty()
                            || member.equals("<init>")
                                    && parameters.startsWith("[B")
                                    && !parameters.contains("java.nio.charset.");
                case "java.io.PrintStream", "java.io.PrintWriter", "java.io.Console" ->
                    member.matches("printf|format") && !locale;
                case "java.util.Formatter" -> member.equals("<init>") && !locale;
                case "java.util.Scanner" -> member.equals("<init>") && !charset;
                case "java.text.NumberFormat", "java.text.DateFormat", "java.text.Collator" ->
                    member.matches("get.*Instance") && !locale;
                case "java.text.DecimalFormat" -> member.equals("<init>") && !parameters.contains("Symbols");
                case "java.text.SimpleDateFormat", "java.text.MessageFormat" -> member.equals("<init>") && !locale;
                case "java.time.format.DateTimeFormatter" ->
                    member.equals("ofPattern") && !locale || member.startsWith("ofLocalized");
                case "java.time.format.DateTimeFormatterBuilder" -> member.equals("toFormatter") && !locale;
                case "java.util.Locale" -> member.equals("getDefault");
                case "java.nio.charset.Charset" -> member.equals("defaultCharset");
                case "java.time.ZoneId", "java.util.TimeZone" -> member.matches("systemDefault|getDefault") && !meant;
                case "java.time.LocalDateTime",
                        "java.time.LocalDate",
                        "java.time.LocalTime",
                        "java.time.ZonedDateTime" -> member.equals("now") && parameters.isEmpty() && !meant;
                case "java.io.FileReader",
                        "java.io.FileWriter",
                        "java.io.InputStreamReader",
                        "java.io.OutputStreamWriter" ->
                    member.equals("<init>") && !parameters.contains("java.nio.charset.");
                case "java.io.ByteArrayOutputStream" -> member.equals("toString") && parameters.isEmpty();
                case "java.lang.Process" ->
                    member.matches("inputReader|errorReader|outputWriter") && parameters.isEmpty();
                default -> false;
            };
        });
    }
}
