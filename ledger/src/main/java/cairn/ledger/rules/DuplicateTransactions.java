package cairn.ledger.rules;

import static cairn.ledger.rules.Reject.BAD_TXNS_BIP30;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;

import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.OutPoint;
import java.util.function.Predicate;

/**
 * BIP 30: no transaction may have the id of an earlier one that still has coins (CVE-2012-1909).
 * They would be lost, and the ids of whatever spends the new ones could repeat as well.
 */
public final class DuplicateTransactions {
  /**
   * The lowest height, among those that a coinbase from before BIP 34 says it has, at which such a
   * coinbase could still be repeated and harm (Core's BIP34_IMPLIES_BIP30_LIMIT).
   */
  static final int BIP34_IMPLIES_BIP30_LIMIT = 1_983_702;

  private DuplicateTransactions() {}

  /**
   * Whether {@link #check} has to look. It need not where coinbases cannot repeat, since without a
   * repeated coinbase nothing can: above the known block at which BIP 34 began, up to a height, and
   * wherever BIP 34 has held from the first block on, as no script begins with two heights. Two old
   * blocks that broke the rule are let through.
   */
  public static boolean arePossible(Place place, BlockHash block) {
    var consensus = place.consensus();
    var buried = consensus.buried();
    if (buried.bip34() <= 1) {
      return false;
    }
    int height = place.height();
    if (height >= BIP34_IMPLIES_BIP30_LIMIT) {
      return true;
    }
    return !consensus.exceptions().isBip30Repeat(height, block) && !isOnKnownChain(place);
  }

  /**
   * No output of the block would overwrite a coin.
   *
   * @param isCoin whether an output is unspent before the block
   */
  public static Verdict check(Block block, Predicate<OutPoint> isCoin) {
    for (var transaction : block.transactions()) {
      for (int i = 0; i < transaction.outputs().size(); i++) {
        if (isCoin.test(new OutPoint(transaction.txid(), i))) {
          return invalid(BAD_TXNS_BIP30, "tried to overwrite transaction");
        }
      }
    }
    return OK;
  }

  private static boolean isOnKnownChain(Place place) {
    var buried = place.consensus().buried();
    var previous = place.previous();
    return previous.height() >= buried.bip34()
        && previous.ancestor(buried.bip34()).hash().equals(buried.bip34Hash());
  }
}
