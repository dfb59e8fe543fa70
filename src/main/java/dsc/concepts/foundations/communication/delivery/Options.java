package dsc.concepts.foundations.communication.delivery;

import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.Settings;
import java.time.Duration;

/**
 * The settings at {@code dsc.delivery}.
 *
 * @param deduplicate whether a home recognizes what it has processed
 * @param outboxMax how many letters of a channel may wait to be taken by Pekko, 1 or more; further ones are refused
 * @param operationTimeout how long a node waits until a letter is stored, or a home has answered
 * @param pageChars about how many characters of letters go into one message, 1 to 65,536
 * @param snapshotEvents events of a home after which a snapshot is taken, 1 or more
 */
record Options(boolean deduplicate, int outboxMax, Duration operationTimeout, int pageChars, int snapshotEvents) {

    static Options from(Settings settings) {
        return new Options(
                settings.flag("deduplicate"),
                settings.count("outbox-max"),
                settings.positive("operation-timeout"),
                settings.count("page-chars", 1, Portion.CHARS_MAX),
                settings.count("snapshot-events"));
    }
}
