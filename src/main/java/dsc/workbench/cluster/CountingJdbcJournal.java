package dsc.workbench.cluster;

import com.typesafe.config.Config;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The journal in a database, which also counts {@link WrittenEvents}. What could not be written does not count. */
public final class CountingJdbcJournal extends JdbcAsyncWriteJournal {

    private final WrittenEvents written;

    /** Called by Pekko. */
    public CountingJdbcJournal(Config config) {
        super(config);
        written = WrittenEvents.of(context().system());
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> writes) {
        int count = CollectionConverters.asJava(writes).stream()
                .mapToInt(AtomicWrite::size)
                .sum();
        return super.asyncWriteMessages(writes)
                .map(
                        results -> {
                            written.add(count);
                            return results;
                        },
                        context().dispatcher());
    }
}
