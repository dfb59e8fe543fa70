package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Rules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChosenRulesTest {

    private static Invariant<NodeView> rule(String name) {
        return new Invariant<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> brokenBy(NodeId node, NodeView before, NodeView after) {
                return Optional.empty();
            }
        };
    }

    private static final Rules<NodeView> RULES =
            new Rules<>(NodeView.class, () -> List.of(rule("cause"), rule("what follows"), rule("other")), List.of());

    private static List<String> deciding(ChosenRules chosen) {
        ChosenRules read = ChosenRules.from(ConfigFactory.parseMap(chosen.settings()));
        assertThat(read).isEqualTo(chosen);
        return read.of(RULES).stream().map(Invariant::name).toList();
    }

    @Test
    void allDecideUnlessSomeAreChosen() {
        assertThat(deciding(ChosenRules.ALL)).containsExactly("cause", "what follows", "other");
        assertThat(deciding(new ChosenRules(List.of("what follows"), List.of())))
                .containsExactly("what follows");
        assertThat(deciding(new ChosenRules(List.of("other", "cause"), List.of())))
                .containsExactly("cause", "other");
        assertThat(deciding(new ChosenRules(List.of(), List.of("cause")))).containsExactly("what follows", "other");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new ChosenRules(List.of(), List.of("effect")).of(RULES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no rule \"effect\"; there are: cause, what follows, other");
    }
}
