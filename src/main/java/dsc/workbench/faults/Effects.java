package dsc.workbench.faults;

import dsc.workbench.protocol.FaultKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the effects of a run's faults mean for its verdict. A guarantee was put to the test by a kind of fault if one of
 * that kind had its effect; another of the kind whose effect was not seen is named, and decides nothing. If no fault of
 * a kind had an effect, a valid history proves nothing about that kind, and the verdict is unknown.
 *
 * @param deciding sentences on faults of kinds that had no effect at all
 * @param named sentences on faults without effect where others of their kind had theirs
 */
public record Effects(List<String> deciding, List<String> named) {

    public static Effects of(List<Injection> injections) {
        Set<FaultKind> seen = injections.stream()
                .filter(Injection::confirmed)
                .map(injection -> injection.fault().kind())
                .collect(Collectors.toSet());
        return new Effects(
                injections.stream()
                        .filter(injection -> !seen.contains(injection.fault().kind()))
                        .map(injection -> "fault not confirmed: " + describe(injection))
                        .toList(),
                injections.stream()
                        .filter(injection -> !injection.confirmed()
                                && seen.contains(injection.fault().kind()))
                        .map(injection -> "not confirmed, while others of its kind were: " + describe(injection))
                        .toList());
    }

    private static String describe(Injection injection) {
        return injection.fault().kind() + " " + injection.description() + " (" + injection.effect() + ")";
    }
}
