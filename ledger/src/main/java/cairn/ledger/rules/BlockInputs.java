package cairn.ledger.rules;

import static cairn.genesis.BuriedDeployment.CSV;
import static cairn.ledger.rules.Reject.BAD_BLK_SIGOPS;
import static cairn.ledger.rules.Reject.BAD_CB_AMOUNT;
import static cairn.ledger.rules.Reject.BAD_TXNS_ACCUMULATED_FEE_OUTOFRANGE;
import static cairn.ledger.rules.Reject.BAD_TXNS_NONFINAL;
import static cairn.ledger.rules.Reject.BLOCK_SCRIPT_VERIFY_FLAG_FAILED;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;

import cairn.ledger.Coin;
import cairn.ledger.rules.Verdict.Invalid;
import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Amount;
import cairn.primitives.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a block must be, given the coins that it spends (Core's ConnectBlock): the rules for its
 * transactions, which are handed in one after the other, and for the sums over them. One for each
 * block; not thread-safe. It has no part in scripts being run, but says how their failure reads.
 *
 * <pre>{@code
 * var inputs = new BlockInputs(place, flags);
 * inputs.coinbase(...);
 * for (...) inputs.next(transaction, coins); // until one is not valid
 * inputs.coinbaseAmount();
 * }</pre>
 */
public final class BlockInputs {
  private final Place place;
  private final ScriptFlags flags;
  private final boolean relativeLockTimes;
  private long feeSats;
  private long sigOpsCost;

  /**
   * @param place of the block
   * @param flags the rules of the script machine that hold in it: {@link BlockScriptFlags}
   */
  public BlockInputs(Place place, ScriptFlags flags) {
    this.place = place;
    this.flags = flags;
    this.relativeLockTimes = place.has(CSV);
  }

  /** What all transactions so far have paid, in satoshis. */
  public long feeSats() {
    return feeSats;
  }

  /** What the signature operations of all transactions so far have cost. */
  public long sigOpsCost() {
    return sigOpsCost;
  }

  /** The block's first transaction, which spends nothing. */
  public Verdict coinbase(Transaction coinbase) {
    return sigOps(coinbase.legacySigOps() * Transaction.WITNESS_SCALE_FACTOR);
  }

  /**
   * The next transaction of the block.
   *
   * @param coins what its inputs spend, in order; null where there is none to spend
   */
  public Verdict next(Transaction transaction, List<@Nullable Coin> coins) {
    var spend = new Spend(transaction, coins, place, flags);
    if (TransactionInputs.check(spend) instanceof Invalid failure) {
      return failure.withDetail(failure.detail() + " in transaction " + transaction.txid());
    }
    var fees = fees(TransactionInputs.feeSats(spend));
    if (!fees.isValid()) {
      return fees;
    }
    var lockTimes = relativeLockTimes(spend);
    return lockTimes.isValid() ? sigOps(SigOpCost.of(spend)) : lockTimes;
  }

  /** The fees of a block come to no more than the money there can be. */
  private Verdict fees(long sats) {
    feeSats += sats;
    return Amount.inRange(feeSats)
        ? OK
        : invalid(BAD_TXNS_ACCUMULATED_FEE_OUTOFRANGE, "accumulated fee in the block out of range");
  }

  /** Every coin that is spent has been in the chain for as long as the input says (BIP 68). */
  private Verdict relativeLockTimes(Spend spend) {
    return !relativeLockTimes || RelativeLockTime.hasPassed(spend)
        ? OK
        : invalid(
            BAD_TXNS_NONFINAL,
            "contains a non-BIP68-final transaction " + spend.transaction().txid());
  }

  /** All signature operations, wherever they are written, stay within the limit (BIP 141). */
  private Verdict sigOps(int cost) {
    sigOpsCost += cost;
    return sigOpsCost <= Limits.MAX_BLOCK_SIGOPS_COST
        ? OK
        : invalid(BAD_BLK_SIGOPS, "too many sigops");
  }

  /** The coinbase takes no more than the subsidy and the fees. Comes after the last transaction. */
  public Verdict coinbaseAmount(Transaction coinbase) {
    long claimed = TransactionInputs.outputSats(coinbase);
    long limit = feeSats + Subsidy.sats(place.height(), place.consensus());
    return claimed <= limit
        ? OK
        : invalid(
            BAD_CB_AMOUNT,
            "coinbase pays too much (actual=%d vs limit=%d)".formatted(claimed, limit));
  }

  /** Every input satisfies the script of the output that it spends; this one did not. */
  public static Invalid scriptFailure(Transaction transaction, int input, ScriptError error) {
    var spent = transaction.inputs().get(input).previousOutput();
    return invalid(
        BLOCK_SCRIPT_VERIFY_FLAG_FAILED,
        error.description(),
        "input %d of %s (wtxid %s), spending %s"
            .formatted(input, transaction.txid(), transaction.wtxid(), spent));
  }
}
