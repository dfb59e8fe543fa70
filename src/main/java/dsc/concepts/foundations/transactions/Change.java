package dsc.concepts.foundations.transactions;

import dsc.workbench.protocol.Wire;

/**
 * One side of a transfer.
 *
 * @param amount what is added to the account; negative on the side that pays
 * @param other the account on the other side
 */
public record Change(String account, long amount, String other, String reference) implements Wire {

    /** Such as {@code a transfer of 10 from alice to bob}. */
    String describe() {
        return "a transfer of " + Math.abs(amount) + " from " + (amount < 0 ? account : other) + " to "
                + (amount < 0 ? other : account);
    }
}
