package dsc.workbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShellTest {

    @Test
    void pathsBelowTheCurrentDirectoryAreShownRelativeToIt() {
        assertThat(Shell.shown(Path.of("src").toAbsolutePath())).isEqualTo("src");
        assertThat(Shell.shown(Path.of("src", "..").toAbsolutePath())).isEqualTo(".");
        assertThat(Shell.shown(Path.of("/elsewhere"))).isEqualTo("/elsewhere");
    }
}
