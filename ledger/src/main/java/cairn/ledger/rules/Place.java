package cairn.ledger.rules;

import cairn.genesis.BuriedDeployment;
import cairn.genesis.ConsensusParameters;

/**
 * Where a block stands, or would stand: on top of {@code previous}. Only the genesis block has no
 * place, and no rule is asked about it.
 *
 * @param consensus the numbers in the network's rules
 */
public record Place(ConsensusParameters consensus, Ancestor previous) {
  public int height() {
    return previous.height() + 1;
  }

  /** Whether the rules of {@code deployment} hold here. */
  public boolean has(BuriedDeployment deployment) {
    return height() >= consensus.buried().of(deployment);
  }

  /** Whether the block here is the first of a period, so that the target may change. */
  public boolean beginsPeriod() {
    return height() % consensus.proofOfWork().retargetPeriod() == 0;
  }
}
