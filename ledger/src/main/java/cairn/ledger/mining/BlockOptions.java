package cairn.ledger.mining;

import cairn.ledger.rules.Limits;
import cairn.primitives.FeeRate;
import java.util.OptionalInt;

/**
 * What a miner wants of a block.
 *
 * @param maxWeight of the whole block, in weight units
 * @param reservedWeight for the header, the number of transactions and the coinbase
 * @param minimumFee below which transactions are left out
 * @param version in place of the one that signals for deployments; for tests
 */
public record BlockOptions(
    int maxWeight, int reservedWeight, FeeRate minimumFee, OptionalInt version) {
  /** As full as blocks may be. */
  public static final BlockOptions USUAL =
      new BlockOptions(Limits.MAX_BLOCK_WEIGHT, 8000, FeeRate.perKilobyte(1), OptionalInt.empty());
}
