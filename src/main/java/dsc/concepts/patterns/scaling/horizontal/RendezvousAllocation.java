package dsc.concepts.patterns.scaling.horizontal;

import dsc.concepts.shared.Homes;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.sharding.ShardCoordinator.AbstractShardAllocationStrategy;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts a shard on the node that wins its draw, by rendezvous hashing (Thaler and Ravishankar 1998): each node's weight
 * for a shard is a hash of both, and the heaviest has it. Where a shard belongs follows from who is there and nothing
 * else: a node that joins takes its own share from all others and nothing else moves; one that comes back gets back
 * what it had. In exchange, nodes carry different numbers of shards.
 */
final class RendezvousAllocation extends AbstractShardAllocationStrategy {

    private final Address self;
    private final int movingMax;
    private final BooleanSupplier settled;

    /**
     * @param self this node's address, which references to its own actors do not have
     * @param movingMax how many shards may be on the move at once, 1 or more
     * @param settled whether every member is there to stay. If not, no shard is moved: its move takes the consent of
     *     every region, and a node that leaves would get shards back that it has just handed over.
     */
    RendezvousAllocation(Address self, int movingMax, BooleanSupplier settled) {
        this.self = self;
        this.movingMax = movingMax;
        this.settled = settled;
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> allocations) {
        return Future.successful(winner(shard, allocations.keySet()));
    }

    @Override
    public Future<Set<String>> rebalance(Map<ActorRef, IndexedSeq<String>> allocations, Set<String> moving) {
        if (!settled.getAsBoolean()) {
            return Future.successful(Set.of());
        }
        Set<String> misplaced = new TreeSet<>();
        allocations.forEach((region, shards) -> {
            for (String shard : CollectionConverters.asJava(shards)) {
                boolean belongsHere = winner(shard, allocations.keySet()).equals(region);
                if (!belongsHere && !moving.contains(shard) && misplaced.size() + moving.size() < movingMax) {
                    misplaced.add(shard);
                }
            }
        });
        return Future.successful(misplaced);
    }

    private ActorRef winner(String shard, Collection<ActorRef> regions) {
        return Homes.of(shard, regions, this::address);
    }

    private String address(ActorRef region) {
        Address address = region.path().address();
        return (address.hasLocalScope() ? self : address).hostPort();
    }
}
