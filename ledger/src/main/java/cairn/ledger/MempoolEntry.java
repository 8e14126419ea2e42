package cairn.ledger;

import cairn.primitives.Transaction;

/** A transaction in the mempool. What may change is as it was at some moment of late. */
public interface MempoolEntry {
  Transaction transaction();

  /** What it leaves to the miner, in satoshis. */
  long feeSats();

  /** The fee that it is judged by: the operator may have changed it ({@code prioritise}). */
  long modifiedFeeSats();

  /**
   * As fees are counted by, in virtual bytes: a quarter of the weight, or more if it has many
   * signature operations.
   */
  long virtualSize();

  /** What its signature operations count for (BIP 141). */
  int sigOpCost();

  /** When it came, in seconds since 1970. */
  long time();

  /** How high the chain was when it came. */
  int height();

  /**
   * Counts up with everything that comes into the mempool or leaves it, from 1. Zero for what came
   * out of a block that was disconnected: it was there before all others.
   */
  long sequence();
}
