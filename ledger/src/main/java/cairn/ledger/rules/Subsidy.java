package cairn.ledger.rules;

import cairn.genesis.ConsensusParameters;
import cairn.primitives.Amount;

/** The coins that a block may make out of nothing. */
public final class Subsidy {
  private static final long FIRST_SATS = 50 * Amount.SATS_PER_COIN;

  private Subsidy() {}

  /** In satoshis: 50 coins, halved again and again, each time rounded down. */
  public static long sats(int height, ConsensusParameters consensus) {
    int halvings = height / consensus.subsidyHalvingInterval();
    return halvings < Long.SIZE ? FIRST_SATS >> halvings : 0;
  }
}
