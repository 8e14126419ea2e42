package cairn.ledger.index;

import cairn.ledger.SetHash;
import cairn.primitives.Amount;

/**
 * What all coins came to after a block, and what the block had to do with it.
 *
 * @param coins how many there were
 * @param bogoSize their size by a measure that depends on no database
 * @param total their amounts together
 * @param unspendable what all blocks up to this one made that can never be spent
 * @param muhash MuHash3072 over all of them
 */
public record CoinTotals(
    long coins, long bogoSize, Amount total, Amount unspendable, SetHash muhash, InBlock block) {

  /**
   * What one block did.
   *
   * @param spent the amounts of the coins that it spent
   * @param coinbase what its coinbase made that can be spent
   * @param created what its other transactions made that can be spent
   */
  public record InBlock(Amount spent, Amount coinbase, Amount created, Unspendable unspendable) {}

  /**
   * What a block made, or could have made, that can never be spent.
   *
   * @param genesis the subsidy of the genesis block
   * @param repeated the subsidy of a coinbase that was repeated later (BIP 30)
   * @param scripts outputs whose scripts cannot be satisfied
   * @param unclaimed subsidy and fees that the coinbase did not take
   */
  public record Unspendable(Amount genesis, Amount repeated, Amount scripts, Amount unclaimed) {
    /** All of it. */
    public Amount total() {
      return new Amount(genesis.sats() + repeated.sats() + scripts.sats() + unclaimed.sats());
    }
  }
}
