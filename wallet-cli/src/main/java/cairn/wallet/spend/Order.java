package cairn.wallet.spend;

import cairn.primitives.FeeRate;
import cairn.primitives.Script;
import cairn.wallet.store.Coin;
import java.util.List;

/**
 * What a transaction is to do.
 *
 * @param everything whether the last recipient gets all that is left, whatever its amount says
 * @param rate what it pays for its size
 * @param leastFeeSats what it pays at least, whatever its size
 * @param extraFeeSats what it pays besides, for another transaction's sake
 * @param required coins that it spends in any case
 * @param optional coins that it may spend
 * @param change where the rest goes
 * @param lockTime height before which it is not to be mined
 */
public record Order(
    List<Recipient> recipients,
    boolean everything,
    FeeRate rate,
    long leastFeeSats,
    long extraFeeSats,
    List<Coin> required,
    List<Coin> optional,
    Script change,
    int lockTime) {
  public Order {
    recipients = List.copyOf(recipients);
    required = List.copyOf(required);
    optional = List.copyOf(optional);
  }

  long feeFor(int virtualSize) {
    return Math.max(leastFeeSats, rate.feeFor(virtualSize) + extraFeeSats);
  }
}
