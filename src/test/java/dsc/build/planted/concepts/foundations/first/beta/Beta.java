package dsc.build.planted.concepts.foundations.first.beta;

import dsc.workbench.protocol.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Breaks rules on purpose: hidden inputs, and static state. */
public final class Beta {
    static int calls;

    private Beta() {}

    static List<Object> inputs() throws InterruptedException {
        LongSupplier referred = System::nanoTime;
        Thread.sleep(0);
        List<Object> inputs = new ArrayList<>();
        inputs.add(referred);
        inputs.add(System.currentTimeMillis());
        inputs.add(Instant.now());
        inputs.add(LocalDateTime.now());
        inputs.add(Math.random());
        inputs.add(ThreadLocalRandom.current());
        inputs.add(new Random());
        inputs.add(new SplittableRandom());
        inputs.add(UUID.randomUUID());
        inputs.add(Clock.system());
        Collections.shuffle(inputs);
        return inputs;
    }

    /** What is allowed. */
    static List<Object> seeded(long seed, java.time.Clock clock) {
        List<Object> inputs = new ArrayList<>(List.of(new SplittableRandom(seed), Instant.EPOCH, clock));
        Collections.shuffle(inputs, new Random(seed));
        return inputs;
    }
}
