package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.Settings;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.DowningProvider;
import org.apache.pekko.cluster.sbr.SplitBrainResolverProvider;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * What Pekko asks for who downs members: its split-brain resolver, or, where the strategy is none of the resolver's,
 * nobody. Named in {@code conf/splitbrain.conf}.
 */
public final class Downing extends DowningProvider {

    private final ActorSystem system;
    private final SplitBrainSettings settings;

    /** Called by Pekko, with the system that joins the cluster. */
    public Downing(ActorSystem system) {
        this.system = system;
        this.settings = SplitBrainSettings.from(
                Settings.of(SplitBrainScenario.ID, system.settings().config()));
    }

    /** How long after others were removed the writer may start here: they have as long to stop theirs. */
    @Override
    public FiniteDuration downRemovalMargin() {
        return FiniteDuration.create(settings.stableAfter().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Option<Props> downingActorProps() {
        return settings.strategy().isResolvers()
                ? new SplitBrainResolverProvider(system).downingActorProps()
                : Option.empty();
    }
}
