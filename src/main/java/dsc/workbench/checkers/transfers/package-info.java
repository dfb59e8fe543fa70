/**
 * What is promised of a bank whose accounts are on several nodes: {@code Transfers} decides it, {@code BankHistory} is
 * what was asked and what the ledgers say in the end, {@code SerialOrder} the search for an order of all transactions.
 */
package dsc.workbench.checkers.transfers;
