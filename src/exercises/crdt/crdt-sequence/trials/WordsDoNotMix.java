package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.workbench.grading.Trial;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Two words typed at one place stand one after the other; what is early is shown when its predecessor has come. */
public final class WordsDoNotMix implements Trial {

    @Override
    public String name() {
        return "words that were typed at the same place do not mix";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        Sequence common = typed(Sequence.EMPTY, "n1/1", 0, "abcdef".substring(0, 2 + random.nextInt(4)));
        int place = 1 + random.nextInt(common.length());
        boolean isErased = random.nextBoolean();
        String one = "123456".substring(0, 1 + random.nextInt(5));
        String other = "uvwxyz".substring(0, 1 + random.nextInt(5));
        Sequence first = typed(common, "n1/1", place, one);
        Sequence second = typed(common, "n2/1", place, other);
        Sequence third = isErased ? common.erase(common.idBefore(place).orElseThrow()) : common;
        String shown = first.mergeData(second).mergeData(third).text();
        String head = common.text().substring(0, isErased ? place - 1 : place);
        String tail = common.text().substring(place);
        if (!List.of(head + one + other + tail, head + other + one + tail).contains(shown)) {
            return Optional.of("\"" + one + "\" and \"" + other + "\" are typed at place " + place + " of \""
                    + common.text() + "\"" + (isErased ? ", the character before it is erased" : "") + ", and \""
                    + shown + "\" is shown");
        }
        Sequence late = typed(common.resetDelta(), "n2/1", place, "!");
        Sequence.Delta early = late.deltaData().orElseThrow();
        String alone = Sequence.EMPTY.mergeDeltaData(early).text();
        return alone.isEmpty()
                ? Optional.empty()
                : Optional.of("a character is shown, \"" + alone + "\", whose predecessor has not arrived");
    }

    private static Sequence typed(Sequence text, String writer, int place, String word) {
        Sequence now = text;
        for (int at = 0; at < word.length(); at++) {
            now = now.insert(writer, now.idBefore(place + at), word.substring(at, at + 1));
        }
        return now;
    }
}
