package dsc.workbench.protocol;

import java.util.List;
import java.util.random.RandomGenerator;

/** What clients ask. The same generator state, keys and turn give the same call: nothing else may be read. */
@FunctionalInterface
public interface Workload {

    /**
     * Which call of which client it is.
     *
     * @param client the client's number, from 0, which stays when it goes on as another process
     * @param clients how many clients there are
     * @param number how many calls this client made before
     */
    record Turn(int client, int clients, long number) {

        public Turn {
            if (client < 0 || client >= clients || number < 0) {
                throw new IllegalArgumentException(
                        "client " + client + " of " + clients + " cannot make call " + number);
            }
        }

        /** A value that no other turn of the same run has, such as {@code c3-17}. */
        public String unique() {
            return "c" + client + "-" + number;
        }
    }

    Call next(RandomGenerator random, List<String> keys, Turn turn);
}
