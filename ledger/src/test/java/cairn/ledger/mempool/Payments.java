package cairn.ledger.mempool;

import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_RETURN;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.List;

/** Standard transactions that anyone can make: their outputs are spent by a script that is true. */
final class Payments {
  /** What {@link #SCRIPT} is the hash of. */
  private static final Script TRUE = new ScriptBuilder().op(OP_1).build();

  /** P2WSH of it. */
  static final Script SCRIPT = new ScriptBuilder().op(OP_0).push(Sha256.hash(TRUE.bytes())).build();

  private final List<TxIn> inputs = new ArrayList<>();
  private final List<TxOut> outputs = new ArrayList<>();
  private int version = 2;
  private long lockTime;
  private long sequence = TxIn.SEQUENCE_FINAL - 2;

  static Payments of(OutPoint... coins) {
    var payments = new Payments();
    for (var coin : coins) {
      payments.inputs.add(new TxIn(coin, Script.EMPTY, 0));
    }
    return payments;
  }

  Payments version(int version) {
    this.version = version;
    return this;
  }

  Payments lockTime(long lockTime) {
    this.lockTime = lockTime;
    return this;
  }

  Payments sequence(long sequence) {
    this.sequence = sequence;
    return this;
  }

  Payments to(long... sats) {
    for (long each : sats) {
      outputs.add(new TxOut(new Amount(each), SCRIPT));
    }
    return this;
  }

  /** Makes it longer by so many bytes, and a few more. */
  Payments padded(int bytes) {
    outputs.add(
        new TxOut(
            Amount.ZERO,
            new ScriptBuilder().op(OP_RETURN).push(Bytes.wrap(new byte[bytes])).build()));
    return this;
  }

  Transaction make() {
    var signed =
        inputs.stream()
            .map(input ->
                new TxIn(input.previousOutput(), Script.EMPTY, sequence, Witness.of(TRUE.bytes())))
            .toList();
    return Transaction.of(version, signed, outputs, lockTime);
  }

  /** The first output of a transaction. */
  static OutPoint from(Transaction transaction) {
    return from(transaction, 0);
  }

  static OutPoint from(Transaction transaction, int index) {
    return new OutPoint(transaction.txid(), index);
  }
}
