package cairn.ledger.mining;

import cairn.primitives.Block;
import java.util.List;

/**
 * A block without its proof of work.
 *
 * @param block with a nonce of zero
 * @param chosen its transactions, but for the coinbase
 * @param rewardSats what the coinbase may pay out: subsidy and fees
 */
public record BlockTemplate(Block block, List<Candidate> chosen, long rewardSats) {
  public BlockTemplate {
    chosen = List.copyOf(chosen);
  }
}
