package cairn.ledger.mining;

import cairn.ledger.rules.Limits;
import cairn.primitives.Script;
import java.util.OptionalInt;

/**
 * What a miner wants of a block.
 *
 * @param output who gets the reward
 * @param maxWeight of the whole block, in weight units
 * @param reservedWeight for the header, the number of transactions and the coinbase
 * @param version in place of the one that signals for deployments; for tests
 */
public record BlockOptions(Script output, int maxWeight, int reservedWeight, OptionalInt version) {
  private static final int USUAL_RESERVED_WEIGHT = 8000;

  /** As full as blocks may be. */
  public static BlockOptions paying(Script output) {
    return new BlockOptions(
        output, Limits.MAX_BLOCK_WEIGHT, USUAL_RESERVED_WEIGHT, OptionalInt.empty());
  }
}
