package cairn.ledger.rules;

import static cairn.ledger.rules.Reject.BAD_TXNS_INPUTS_MISSINGORSPENT;
import static cairn.ledger.rules.Reject.BAD_TXNS_INPUTVALUES_OUTOFRANGE;
import static cairn.ledger.rules.Reject.BAD_TXNS_IN_BELOWOUT;
import static cairn.ledger.rules.Reject.BAD_TXNS_PREMATURE_SPEND_OF_COINBASE;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;

import cairn.primitives.Amount;
import cairn.primitives.Transaction;
import java.util.List;

/**
 * What the inputs of a transaction must be, given the coins that they spend (Core's CheckTxInputs).
 * The transaction has passed {@link TransactionContents}, and is no coinbase.
 */
public final class TransactionInputs {
  /** In Bitcoin Core's order: the first rule that fails names the reject reason. */
  public static final List<Rule<Spend>> RULES =
      List.of(
          TransactionInputs::available,
          TransactionInputs::matureAndInRange,
          TransactionInputs::payForOutputs);

  private TransactionInputs() {}

  /** The first failure among {@link #RULES}. */
  public static Verdict check(Spend spend) {
    return Rule.firstFailure(RULES, spend);
  }

  /** What the inputs hold beyond the outputs, in satoshis, where {@link #RULES} are kept. */
  public static long feeSats(Spend spend) {
    return inputSats(spend) - outputSats(spend.transaction());
  }

  /** What all outputs hold, in satoshis, where {@link TransactionContents} is passed. */
  static long outputSats(Transaction transaction) {
    var outputs = transaction.outputs();
    long sum = 0;
    for (int i = 0; i < outputs.size(); i++) {
      sum += outputs.get(i).value().sats();
    }
    return sum;
  }

  /** Every output that is spent exists, and has not been spent before. */
  static Verdict available(Spend spend) {
    for (var coin : spend.coins()) {
      if (coin == null) {
        return invalid(BAD_TXNS_INPUTS_MISSINGORSPENT, "CheckTxInputs: inputs missing/spent");
      }
    }
    return OK;
  }

  /**
   * No coinbase is spent before a hundred blocks have been built on it, so that a reorganisation
   * seldom takes such coins away; and no coin, and no sum of them, is out of range.
   */
  static Verdict matureAndInRange(Spend spend) {
    int height = spend.place().height();
    long sum = 0;
    for (int i = 0; i < spend.coins().size(); i++) {
      var coin = spend.coin(i);
      int depth = height - coin.height();
      if (coin.coinbase() && depth < Limits.COINBASE_MATURITY) {
        return invalid(
            BAD_TXNS_PREMATURE_SPEND_OF_COINBASE, "tried to spend coinbase at depth " + depth);
      }
      long sats = coin.output().value().sats();
      sum += sats;
      if (!Amount.inRange(sats) || !Amount.inRange(sum)) {
        return invalid(BAD_TXNS_INPUTVALUES_OUTOFRANGE);
      }
    }
    return OK;
  }

  /** The outputs hold no more than the inputs. */
  static Verdict payForOutputs(Spend spend) {
    long in = inputSats(spend);
    long out = outputSats(spend.transaction());
    return in >= out
        ? OK
        : invalid(
            BAD_TXNS_IN_BELOWOUT,
            "value in (%s) < value out (%s)"
                .formatted(new Amount(in).toShortString(), new Amount(out).toShortString()));
  }

  private static long inputSats(Spend spend) {
    long sum = 0;
    for (int i = 0; i < spend.coins().size(); i++) {
      sum += spend.coin(i).output().value().sats();
    }
    return sum;
  }
}
