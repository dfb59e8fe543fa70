package dsc.concepts.patterns.scaling.horizontal;

/**
 * What a client wants posted to an account, once.
 *
 * @param session the client's session, 1 or more; numbers grow with the order in which sessions are opened
 * @param sequence the call's number within the session, from 1; the same number is the same transfer
 * @param reference what its client calls it; as long as it is the last transfer of a session that the account
 *     remembers, the same reference is the same transfer, from any client; empty for nothing
 * @param amount added to the balance, in the smallest unit of the currency; negative for a withdrawal; never 0
 */
record Transfer(long session, long sequence, String reference, long amount) {

    /** A billion is enough for one, and a balance of them cannot overflow in the lifetime of a cluster. */
    static final long AMOUNT_MAX = 1_000_000_000;

    static final int REFERENCE_CHARS_MAX = 64;

    Transfer {
        if (session < 1 || sequence < 1) {
            throw new IllegalArgumentException("a transfer needs a session, and a number in it from 1");
        }
        if (reference.length() > REFERENCE_CHARS_MAX) {
            throw new IllegalArgumentException("a reference has at most " + REFERENCE_CHARS_MAX + " characters");
        }
        if (amount == 0 || Math.abs(amount) > AMOUNT_MAX) {
            throw new IllegalArgumentException("an amount is 1 to " + AMOUNT_MAX + ", not " + Math.abs(amount));
        }
    }
}
