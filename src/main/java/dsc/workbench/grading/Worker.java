package dsc.workbench.grading;

import dsc.workbench.faults.FaultPlan;
import dsc.workbench.grading.Finding.Kind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.simulation.SettingsFiles;
import dsc.workbench.simulation.Simulator;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JVM in which a submission runs. It begins by running worlds of the product, so that it is warm when its one job
 * comes: a line of JSON on its standard input. It answers in lines on its standard output, which the submission has no
 * hold of, and ends with its job, or when its parent closes its input.
 */
public final class Worker {

    /** After so many it is as warm as it gets. */
    private static final int WARMING_WORLDS_MAX = 30;

    private final PrintStream out;
    private final CapturedOutput printed;
    private Job job;
    private volatile int checkNow;
    private volatile int tryNow;

    private Worker(PrintStream out, CapturedOutput printed) {
        this.out = out;
        this.printed = printed;
    }

    /** @param arguments where the project lies, and the scenario's class */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        InputStream in = new FileInputStream(FileDescriptor.in);
        CapturedOutput printed = CapturedOutput.instead();
        Path home = Path.of(arguments[0]);
        Scenario<?> product =
                (Scenario<?>) Class.forName(arguments[1]).getConstructor().newInstance();
        warmUp(home, product, in);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line != null) {
            endWithParent(lines);
            new Worker(out, printed).work(home, product, Lines.job(line));
        }
        out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void warmUp(Path home, Scenario<?> product, InputStream in) throws IOException {
        if (product.deployment().isPlatform() || in.available() > 0) {
            return;
        }
        Conditions small = Conditions.usual(product.deployment())
                .edit()
                .clients(2)
                .lengthMillis(2_000)
                .build();
        try (Simulator<?> simulator =
                new Simulator<>(product, SettingsFiles.load(home, product.id(), Optional.empty(), Map.of()))) {
            for (int world = 1; world <= WARMING_WORLDS_MAX && in.available() == 0; world++) {
                simulator.run(new WorldSpec(world, small, FaultPlan.NONE));
            }
        }
    }

    /** Nobody waits for the answer any more when the input ends. */
    private static void endWithParent(BufferedReader lines) {
        Thread.ofPlatform().name("parent").daemon().start(() -> {
            try {
                while (lines.readLine() != null) {
                    // There is one job.
                }
            } catch (IOException closed) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(0);
        });
    }

    private void work(Path home, Scenario<?> product, Job job) throws IOException {
        this.job = job;
        try (JobRun run = new JobRun(home, product, job, printed, this::tell)) {
            new Watchdog(run::place, stuck -> onStuck(run, stuck)).start();
            Optional<Finding> finding = run.run();
            tell(finding.<Message>map(Message.Found::new).orElse(new Message.Ended()));
            out.flush();
            // What a submission left running is not waited for.
            Runtime.getRuntime().halt(0);
        }
    }

    private void tell(Message message) {
        if (message instanceof Message.Trying trying) {
            checkNow = trying.check();
            tryNow = trying.number();
        }
        out.println(Lines.of(job, message));
    }

    private void onStuck(JobRun run, Watchdog.Stuck stuck) {
        Check check = job.checks().get(checkNow);
        String where = run.frames(check.classes()).common(stuck.stacks()).orElse("a step");
        String sentence = stuck.waits()
                ? "an actor must not wait (" + where + "); use a timer"
                : where + " does not end" + (run.handling().isEmpty() ? "" : ", " + run.handling());
        tell(new Message.Found(new Finding(
                stuck.waits() ? Kind.WAITS : Kind.ENDLESS,
                check.part(),
                check.name(),
                check.seeds().get(tryNow - 1),
                tryNow,
                check.seeds().size(),
                "",
                sentence,
                List.of(),
                Map.of(),
                printed.lines())));
        out.flush();
        Runtime.getRuntime().halt(0);
    }
}
