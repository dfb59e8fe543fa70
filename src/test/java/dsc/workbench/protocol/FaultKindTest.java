package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultKindTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(FaultKind kind) {
        assertThat(Words.constant(FaultKind.class, kind.toString())).contains(kind);
        assertThat(kind.toString()).matches("[a-z-]+");
        assertThat(kind.summary()).isNotBlank();
    }

    @Test
    void isWrittenAlikeInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertThat(FaultKind.ISOLATE).hasToString("isolate");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aGentlerKindIsToleratedWithTheHarderOne() {
        assertThat(FaultKind.LEAVE.isToleratedWith(EnumSet.of(FaultKind.KILL))).isTrue();
        assertThat(FaultKind.LIMP.isToleratedWith(EnumSet.of(FaultKind.PAUSE))).isTrue();
        assertThat(FaultKind.PAUSE.isToleratedWith(EnumSet.of(FaultKind.LIMP))).isFalse();
        assertThat(FaultKind.LIMP.isToleratedWith(EnumSet.of(FaultKind.KILL, FaultKind.CLOCK)))
                .isFalse();
        assertThat(FaultKind.ofPeers()).doesNotContain(FaultKind.LEAVE, FaultKind.LIMP);
    }

    /** Many protocols claim to tolerate this set: a kind that is added to it is claimed by all of them at once. */
    @Test
    void whatMostPeersTolerateIsWrittenDown() {
        assertThat(Words.list(FaultKind.ofProcessesLinksAndClocks(), " "))
                .isEqualTo("kill pause partition partial isolate one-way delay loss duplicate clock");
    }

    @Test
    void hasNoOtherNames() {
        assertThat(Words.constant(FaultKind.class, "KILL")).isEmpty();
        assertThat(Words.constant(FaultKind.class, "one_way")).isEmpty();
        assertThat(Words.constant(FaultKind.class, "")).isEmpty();
    }
}
