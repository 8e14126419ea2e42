package cairn.ledger.rules;

import static cairn.ledger.rules.Reject.BAD_CB_LENGTH;
import static cairn.ledger.rules.Reject.BAD_TXNS_INPUTS_DUPLICATE;
import static cairn.ledger.rules.Reject.BAD_TXNS_OVERSIZE;
import static cairn.ledger.rules.Reject.BAD_TXNS_PREVOUT_NULL;
import static cairn.ledger.rules.Reject.BAD_TXNS_TXOUTTOTAL_TOOLARGE;
import static cairn.ledger.rules.Reject.BAD_TXNS_VIN_EMPTY;
import static cairn.ledger.rules.Reject.BAD_TXNS_VOUT_EMPTY;
import static cairn.ledger.rules.Reject.BAD_TXNS_VOUT_NEGATIVE;
import static cairn.ledger.rules.Reject.BAD_TXNS_VOUT_TOOLARGE;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;

import cairn.primitives.Amount;
import cairn.primitives.Hash256;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a transaction must be by itself, whatever it spends (Core's CheckTransaction). */
public final class TransactionContents {
  /** In Bitcoin Core's order: the first rule that fails names the reject reason. */
  public static final List<Rule<Transaction>> RULES =
      List.of(
          TransactionContents::hasInputs,
          TransactionContents::hasOutputs,
          TransactionContents::size,
          TransactionContents::outputAmounts,
          TransactionContents::inputsDiffer,
          TransactionContents::coinbaseScriptSize,
          TransactionContents::inputsNamed);

  private static final int MIN_COINBASE_SCRIPT = 2;
  private static final int MAX_COINBASE_SCRIPT = 100;

  private static final Comparator<OutPoint> ANY_ORDER =
      Comparator.comparing(OutPoint::txid, TransactionContents::compareWords)
          .thenComparingLong(OutPoint::index);

  private TransactionContents() {}

  /** The first failure among {@link #RULES}. */
  public static Verdict check(Transaction transaction) {
    return Rule.firstFailure(RULES, transaction);
  }

  /** There is at least one input. */
  static Verdict hasInputs(Transaction transaction) {
    return transaction.inputs().isEmpty() ? invalid(BAD_TXNS_VIN_EMPTY) : OK;
  }

  /** There is at least one output. */
  static Verdict hasOutputs(Transaction transaction) {
    return transaction.outputs().isEmpty() ? invalid(BAD_TXNS_VOUT_EMPTY) : OK;
  }

  /**
   * Without its witness it would fit into a block. The witness does not count: it may be another
   * one than the transaction's author made.
   */
  static Verdict size(Transaction transaction) {
    long weight = (long) transaction.strippedSize() * Transaction.WITNESS_SCALE_FACTOR;
    return weight > Limits.MAX_BLOCK_WEIGHT ? invalid(BAD_TXNS_OVERSIZE) : OK;
  }

  /**
   * No output, and no sum of outputs, is negative or more than the money there can be.
   *
   * <p>The sum is checked after each output, so that it cannot overflow (CVE-2010-5139).
   */
  static Verdict outputAmounts(Transaction transaction) {
    long sum = 0;
    for (var output : transaction.outputs()) {
      long sats = output.value().sats();
      if (sats < 0) {
        return invalid(BAD_TXNS_VOUT_NEGATIVE);
      }
      if (sats > Amount.MAX.sats()) {
        return invalid(BAD_TXNS_VOUT_TOOLARGE);
      }
      sum += sats;
      if (!Amount.inRange(sum)) {
        return invalid(BAD_TXNS_TXOUTTOTAL_TOOLARGE);
      }
    }
    return OK;
  }

  /** No output is spent twice (CVE-2018-17144). */
  static Verdict inputsDiffer(Transaction transaction) {
    var inputs = transaction.inputs();
    if (inputs.size() == 1) {
      return OK;
    }
    // Sorted rather than hashed: whoever makes the transaction could make the hashes collide.
    var spent = new OutPoint[inputs.size()];
    for (int i = 0; i < spent.length; i++) {
      spent[i] = inputs.get(i).previousOutput();
    }
    Arrays.sort(spent, ANY_ORDER);
    for (int i = 1; i < spent.length; i++) {
      if (spent[i].equals(spent[i - 1])) {
        return invalid(BAD_TXNS_INPUTS_DUPLICATE);
      }
    }
    return OK;
  }

  /** A coinbase's script has 2 to 100 bytes. */
  static Verdict coinbaseScriptSize(Transaction transaction) {
    if (!transaction.isCoinbase()) {
      return OK;
    }
    int length = transaction.inputs().getFirst().scriptSig().length();
    return length < MIN_COINBASE_SCRIPT || length > MAX_COINBASE_SCRIPT
        ? invalid(BAD_CB_LENGTH)
        : OK;
  }

  /** Every input of any other transaction names an output. */
  static Verdict inputsNamed(Transaction transaction) {
    if (transaction.isCoinbase()) {
      return OK;
    }
    for (var input : transaction.inputs()) {
      if (input.previousOutput().isNull()) {
        return invalid(BAD_TXNS_PREVOUT_NULL);
      }
    }
    return OK;
  }

  private static int compareWords(Hash256 a, Hash256 b) {
    if (a.w0() != b.w0()) {
      return Long.compare(a.w0(), b.w0());
    }
    if (a.w1() != b.w1()) {
      return Long.compare(a.w1(), b.w1());
    }
    return a.w2() != b.w2() ? Long.compare(a.w2(), b.w2()) : Long.compare(a.w3(), b.w3());
  }
}
