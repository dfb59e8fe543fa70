package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListCommandTest {

    private static List<String> names() {
        return Catalog.concepts().stream().map(Concept::name).toList();
    }

    @Test
    void listsAllConceptsInTheirOrder() {
        Told told = Told.by("list").ended(0).saying(names().toArray(String[]::new));

        assertThat(told.err()).isEmpty();
        assertThat(told.out()).containsSubsequence("Foundations", "Patterns", "Infrastructure");
        assertThat(told.out().lines().filter(line -> line.matches(" {1,2}\\d{1,2}  .*")))
                .hasSize(18);
        assertThat(told.out()).contains("raft", "linearizable, exactly once", "./dsc run raft", "./dsc simulate raft");
    }

    @Test
    void listsThemAsJson() {
        JsonNode concepts = Told.by("list", "--json").ended(0).json();

        List<String> names = new ArrayList<>();
        concepts.forEach(concept -> names.add(concept.get("name").asText()));
        assertThat(names).isEqualTo(names());
        JsonNode raft = concepts.get(4).get("scenarios").get(3);
        assertThat(raft.get("id").asText()).isEqualTo("raft");
        assertThat(raft.get("simulated").asBoolean()).isTrue();
        assertThat(raft.get("tolerates").get(0).asText()).isEqualTo("kill");
        assertThat(concepts.get(17).get("page").isNull()).isTrue();
    }
}
