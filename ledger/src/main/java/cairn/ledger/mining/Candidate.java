package cairn.ledger.mining;

import cairn.primitives.Transaction;

/**
 * A transaction that may go into a block, being valid where it would stand.
 *
 * @param feeSats what it leaves to the miner
 * @param sigOpCost what its signature operations count for (BIP 141)
 */
public record Candidate(Transaction transaction, long feeSats, int sigOpCost) {}
