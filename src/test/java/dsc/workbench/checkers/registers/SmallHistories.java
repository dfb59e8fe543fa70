package dsc.workbench.checkers.registers;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Histories of a few operations on two keys, in the words of {@link Litmus}: all with all results, or some that are
 * drawn. Each write has a value of its own.
 */
final class SmallHistories {

    private static final String KEYS = "xy";

    private SmallHistories() {}

    /**
     * All of two sessions with as many operations each, but for which session and which key comes first.
     *
     * @param step how many of the combinations of functions to go on by; 1 for all
     */
    static void forEach(int operations, int first, int step, Consumer<String[]> consumer) {
        int ofOne = (int) Math.pow(5, operations);
        for (int at = first; at < ofOne * ofOne; at += step) {
            int one = at / ofOne;
            int other = at % ofOne;
            if (one <= other) {
                complete(shapes(one, operations), shapes(other, operations), consumer);
            }
        }
    }

    /** Each operation's letter and key: {@code wx}, {@code wy}, {@code rx}, {@code ry} or {@code s}. */
    private static List<String> shapes(int number, int operations) {
        List<String> shapes = new ArrayList<>();
        for (int rest = number; shapes.size() < operations; rest /= 5) {
            shapes.add(List.of("wx", "rx", "s", "wy", "ry").get(rest % 5));
        }
        return shapes;
    }

    private static void complete(List<String> one, List<String> other, Consumer<String[]> consumer) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        int[] values = new int[2];
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).startsWith("w")) {
                all.set(at, all.get(at) + ++values[KEYS.indexOf(all.get(at).charAt(1))]);
            }
        }
        complete(all, 0, values, one.size(), consumer);
    }

    private static void complete(List<String> all, int at, int[] values, int split, Consumer<String[]> consumer) {
        if (at == all.size()) {
            consumer.accept(
                    new String[] {String.join(" ", all.subList(0, split)), String.join(" ", all.subList(split, at))});
            return;
        }
        String shape = all.get(at);
        for (int x = 0; x <= (shape.equals("rx") || shape.equals("s") ? values[0] : 0); x++) {
            for (int y = 0; y <= (shape.equals("ry") || shape.equals("s") ? values[1] : 0); y++) {
                all.set(at, shape.equals("s") ? "sx" + x + "y" + y : shape.startsWith("r") ? shape + (x + y) : shape);
                complete(all, at + 1, values, split, consumer);
            }
        }
        all.set(at, shape);
    }

    /** Some sessions of a few operations, with results of all kinds, mostly of one that comes about easily. */
    static String[] draw(SplittableRandom random, int sessions, int operations) {
        int[] values = new int[2];
        StringBuilder[] words = new StringBuilder[sessions];
        for (int session = 0; session < sessions; session++) {
            words[session] = new StringBuilder();
        }
        for (int at = 0; at < operations; at++) {
            StringBuilder line = words[random.nextInt(sessions)];
            int key = random.nextInt(2);
            switch (random.nextInt(5)) {
                case 0, 1 -> line.append("w").append(KEYS.charAt(key)).append(++values[key]);
                case 2, 3 -> line.append("r").append(KEYS.charAt(key)).append('?');
                default -> line.append("sx?y?");
            }
            line.append(' ');
        }
        String[] lines = new String[sessions];
        for (int session = 0; session < sessions; session++) {
            StringBuilder line = words[session];
            for (int at = 0; at < line.length(); at++) {
                if (line.charAt(at) == '?') {
                    int count = values[KEYS.indexOf(line.charAt(at - 1))];
                    line.setCharAt(at, (char) ('0' + random.nextInt(count + 1)));
                }
            }
            lines[session] = line.toString();
        }
        return lines;
    }
}
