package cairn.wallet.coins;

import java.util.List;

/**
 * Coins that are enough.
 *
 * @param waste what it costs more than it would have to, in satoshis: inputs that would be cheaper
 *     later, and change, or the excess where there is none; comparable among selections for one
 *     target
 */
public record Selection(List<Candidate> coins, long waste) {
  public Selection {
    coins = List.copyOf(coins);
  }

  static long effective(List<Candidate> coins) {
    return coins.stream().mapToLong(Candidate::effective).sum();
  }
}
