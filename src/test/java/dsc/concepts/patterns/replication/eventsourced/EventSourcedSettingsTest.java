package dsc.concepts.patterns.replication.eventsourced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.ShippedSettings;
import org.junit.jupiter.api.Test;

class EventSourcedSettingsTest {

    @Test
    void theProductsAreReadFromTheirFile() {
        assertThat(EventSourcedSettings.from(ShippedSettings.of("eventsourced")).directReplication())
                .isTrue();
    }

    @Test
    void aJournalWithoutANameIsRefused() {
        assertThatThrownBy(() -> EventSourcedSettings.from(
                        ShippedSettings.with("eventsourced", "dsc.eventsourced.read-journal = \"\"")))
                .hasMessage("dsc.eventsourced.read-journal is a text, not a blank one");
    }
}
