package cairn.ledger.script;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.crypto.SignatureEncoding;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input of a transaction, and a signature in it.
 *
 * @param item which witness item is the signature; -1 if it is in the scriptSig
 * @param from where in the item or the scriptSig the signature begins
 * @param length of the signature in bytes, with its hash type
 */
record SignedInput(SpendingTransaction spending, int index, int item, int from, int length) {
  private static final int IN_SCRIPT_SIG = -1;

  /** The first signature of an input; null if it has none that looks like one. */
  static @Nullable SignedInput find(SpendingTransaction spending, int index) {
    var input = spending.transaction().inputs().get(index);
    for (var reader = input.scriptSig().reader(); reader.hasNext() && reader.next(); ) {
      if (SignatureEncoding.isStrictDer(reader.push())) {
        int length = reader.pushLength();
        return new SignedInput(spending, index, IN_SCRIPT_SIG, reader.position() - length, length);
      }
    }
    var items = input.witness().items();
    for (int i = 0; i < items.size(); i++) {
      if (SignatureEncoding.isStrictDer(items.get(i)) || isKeyPath(spending, index)) {
        return new SignedInput(spending, index, i, 0, items.get(i).length());
      }
    }
    return null;
  }

  private static boolean isKeyPath(SpendingTransaction spending, int index) {
    var program = spending.spentOutputs().get(index).scriptPubKey().witnessProgram();
    return program != null
        && program.isPayToTaproot()
        && spending.transaction().inputs().get(index).witness().size() == 1;
  }

  /**
   * Whether the signature is of the number 1, as outside of witnesses one of type SINGLE is where
   * there is no output for it: then other bits of the type make no difference.
   */
  boolean isOfNumberOne() {
    if (isInWitness() || index < spending.transaction().outputs().size()) {
      return false;
    }
    var scriptSig = spending.transaction().inputs().get(index).scriptSig().bytes();
    return new HashType(scriptSig.unsigned(from + length - 1)).isSingle();
  }

  boolean isInWitness() {
    return item != IN_SCRIPT_SIG;
  }

  /** The transaction with one bit of the signature changed. */
  SpendingTransaction withBitFlipped(int at, int bit) {
    var inputs = new ArrayList<>(spending.transaction().inputs());
    inputs.set(index, withBitFlipped(inputs.get(index), from + at, bit));
    var old = spending.transaction();
    var changed = Transaction.of(old.version(), inputs, old.outputs(), old.lockTime());
    return new SpendingTransaction(changed, spending.spentOutputs());
  }

  private TxIn withBitFlipped(TxIn input, int at, int bit) {
    if (!isInWitness()) {
      return input.with(new Script(flip(input.scriptSig().bytes(), at, bit)));
    }
    var items = new ArrayList<>(input.witness().items());
    items.set(item, flip(items.get(item), at, bit));
    return input.with(new Witness(items));
  }

  private static Bytes flip(Bytes bytes, int at, int bit) {
    var array = bytes.toArray();
    array[at] ^= (byte) (1 << bit);
    return Bytes.wrap(array);
  }

  /** The transaction as if the output it spends held one satoshi more. */
  SpendingTransaction withMoreToSpend() {
    List<TxOut> outputs = new ArrayList<>(spending.spentOutputs());
    var output = outputs.get(index);
    var more = new Amount(output.value().sats() + 1);
    outputs.set(index, new TxOut(more, output.scriptPubKey()));
    return new SpendingTransaction(spending.transaction(), outputs);
  }

  @Override
  public String toString() {
    return spending.transaction() + " input " + index;
  }
}
