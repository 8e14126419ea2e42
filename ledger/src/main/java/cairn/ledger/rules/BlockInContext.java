package cairn.ledger.rules;

import static cairn.genesis.BuriedDeployment.BIP34;
import static cairn.genesis.BuriedDeployment.CSV;
import static cairn.genesis.BuriedDeployment.SEGWIT;
import static cairn.ledger.rules.Reject.BAD_BLK_WEIGHT;
import static cairn.ledger.rules.Reject.BAD_CB_HEIGHT;
import static cairn.ledger.rules.Reject.BAD_TXNS_NONFINAL;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;

import cairn.primitives.ScriptBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a block must be where it stands, as far as the headers before it tell (Core's
 * ContextualCheckBlock). It has passed {@link BlockContents}.
 */
public final class BlockInContext {
  private BlockInContext() {}

  /** The rules that hold at {@code place}, in Bitcoin Core's order. */
  public static List<Rule<PlacedBlock>> rules(Place place) {
    var rules = new ArrayList<Rule<PlacedBlock>>(4);
    rules.add(
        place.has(CSV) ? BlockInContext::finalByMedianTime : BlockInContext::finalByBlockTime);
    if (place.has(BIP34)) {
      rules.add(BlockInContext::coinbaseHeight);
    }
    rules.add(place.has(SEGWIT) ? BlockInContext::witnessCommitment : BlockInContext::noWitness);
    rules.add(BlockInContext::weight);
    return rules;
  }

  /** The first failure among {@link #rules}. */
  public static Verdict check(PlacedBlock block) {
    return Rule.firstFailure(rules(block.place()), block);
  }

  /** No lock time has yet to come, by the block's height or its time. */
  static Verdict finalByBlockTime(PlacedBlock placed) {
    return allFinal(placed, placed.block().header().time());
  }

  /**
   * No lock time has yet to come, by the block's height or the median time of the blocks before it
   * (BIP 113): the block's own time is for its miner to choose.
   */
  static Verdict finalByMedianTime(PlacedBlock placed) {
    return allFinal(placed, placed.place().previous().medianTimePast());
  }

  private static Verdict allFinal(PlacedBlock placed, long time) {
    int height = placed.place().height();
    for (var transaction : placed.block().transactions()) {
      if (!LockTime.hasPassed(transaction, height, time)) {
        return invalid(BAD_TXNS_NONFINAL, "non-final transaction");
      }
    }
    return OK;
  }

  /** The coinbase's script begins with the block's height (BIP 34), so that no two are the same. */
  static Verdict coinbaseHeight(PlacedBlock placed) {
    var coinbase = placed.block().transactions().getFirst();
    var height = new ScriptBuilder().number(placed.place().height()).build();
    return coinbase.inputs().getFirst().scriptSig().bytes().matchesAt(0, height.bytes())
        ? OK
        : invalid(BAD_CB_HEIGHT, "block height mismatch in coinbase");
  }

  /** The coinbase commits to all witnesses, unless there are none (BIP 141). */
  static Verdict witnessCommitment(PlacedBlock placed) {
    return WitnessCommitment.holds(placed.block());
  }

  /** Before SegWit there are no witnesses. */
  static Verdict noWitness(PlacedBlock placed) {
    return WitnessCommitment.noWitness(placed.block());
  }

  /**
   * The block weighs no more than it may. This comes after the commitment: until that holds,
   * whoever passed the block on could have made the coinbase's witness heavier.
   */
  static Verdict weight(PlacedBlock placed) {
    return placed.block().weight() > Limits.MAX_BLOCK_WEIGHT
        ? invalid(BAD_BLK_WEIGHT, "ContextualCheckBlock : weight limit failed")
        : OK;
  }
}
