package dsc.workbench.simulation;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.Dispatcher;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ExecutorServiceFactoryProvider;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.dispatch.MessageDispatcherConfigurator;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/** A dispatcher that runs nothing by itself: the engine decides which mailbox runs next, and for one message. */
public final class VirtualDispatcher extends MessageDispatcherConfigurator {

    private final MessageDispatcher dispatcher;

    /** As Pekko calls it. */
    public VirtualDispatcher(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        Engine engine = Engine.numbered(prerequisites.settings().config().getLong(Engine.NUMBER));
        this.dispatcher = new Dispatcher(
                this,
                config.getString("id"),
                1,
                Duration.Zero(),
                new Executors(engine),
                FiniteDuration.apply(1, TimeUnit.SECONDS));
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }

    private record Executors(Engine engine) implements ExecutorServiceFactoryProvider, ExecutorServiceFactory {

        @Override
        public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
            return this;
        }

        @Override
        public ExecutorService createExecutorService() {
            return new Queueing(engine);
        }

        @Override
        public boolean isVirtualized() {
            return false;
        }
    }

    private static final class Queueing extends AbstractExecutorService {
        private final Engine engine;
        private volatile boolean shutDown;

        Queueing(Engine engine) {
            this.engine = engine;
        }

        @Override
        public void execute(Runnable task) {
            engine.execute(task);
        }

        @Override
        public void shutdown() {
            shutDown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutDown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shutDown;
        }

        @Override
        public boolean isTerminated() {
            return shutDown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shutDown;
        }
    }
}
