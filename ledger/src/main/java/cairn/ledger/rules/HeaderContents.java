package cairn.ledger.rules;

import static cairn.ledger.rules.Reject.HIGH_HASH;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;

import cairn.genesis.ProofOfWork;
import cairn.primitives.BlockHash;
import cairn.primitives.Target;

/** What a header must be by itself, whatever chain it extends (Core's CheckBlockHeader). */
public final class HeaderContents {
  private HeaderContents() {}

  /**
   * The header's hash meets the target that the header itself claims, and that target is no easier
   * than the network's limit. Whether it is the right target, {@link HeaderInContext} says.
   *
   * @param bits of the header, 0 to 2^32 - 1
   */
  public static Verdict proofOfWork(BlockHash hash, long bits, ProofOfWork network) {
    var target = Target.fromCompact(bits);
    return target.isPresent()
            && target.get().compareTo(network.limit()) <= 0
            && target.get().isMetBy(hash)
        ? OK
        : invalid(HIGH_HASH, "proof of work failed");
  }
}
