package dsc.concepts.foundations.coordination;

import dsc.concepts.foundations.coordination.FencedRegisters.Stamp;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must be true of {@link FencedRegisters} in every protocol that uses them. */
public final class RegisterRules {

    private RegisterRules() {}

    /**
     * Stamps and promises stay over crashes as well, since both are durable before they are answered.
     *
     * @param registers those of a node
     * @param kept what it acknowledged last
     * @param fencing whether its registers compare tokens: only then has a stamp one value
     */
    public static <V extends NodeView> List<Invariant<V>> invariants(
            Function<V, FencedRegisters> registers,
            Function<V, Optional<Tenure.Kept>> kept,
            Function<V, Boolean> fencing) {
        return List.of(
                Invariant.monotonic("a promised token never falls", registers, RegisterRules::promised),
                Invariant.monotonic("a copy's stamp never falls", registers, RegisterRules::stamps),
                Invariant.agreement(
                        "one value a stamp",
                        view -> fencing.apply(view) ? registers.apply(view) : FencedRegisters.EMPTY,
                        RegisterRules::values),
                Invariant.reliance(
                        "nodes have what they said",
                        view -> reliedOn(kept.apply(view)),
                        view -> stamps(registers.apply(view))));
    }

    private static Map<String, Token> promised(FencedRegisters registers) {
        Map<String, Token> promised = new TreeMap<>();
        registers.registers().forEach((key, register) -> promised.put(key, register.promised()));
        return promised;
    }

    private static Map<String, Stamp> stamps(FencedRegisters registers) {
        Map<String, Stamp> stamps = new TreeMap<>();
        registers
                .registers()
                .forEach((key, register) -> stamps.put(key, register.copy().stamp()));
        return stamps;
    }

    /** By key and stamp. */
    private static Map<Map.Entry<String, Stamp>, String> values(FencedRegisters registers) {
        Map<Map.Entry<String, Stamp>, String> values = new LinkedHashMap<>();
        registers
                .registers()
                .forEach((key, register) -> values.put(
                        Map.entry(key, register.copy().stamp()),
                        Objects.requireNonNullElse(register.copy().value(), "")));
        return values;
    }

    /** Nobody has to have a copy of what was never put. */
    private static Map<NodeId, Map<String, Stamp>> reliedOn(Optional<Tenure.Kept> kept) {
        return kept.filter(last -> last.stamp().compareTo(FencedRegisters.Copy.NONE.stamp()) > 0)
                .map(last -> last.holders().stream()
                        .collect(Collectors.toMap(holder -> holder, holder -> Map.of(last.key(), last.stamp()))))
                .orElse(Map.of());
    }
}
