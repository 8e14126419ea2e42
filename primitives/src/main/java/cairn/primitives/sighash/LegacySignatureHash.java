package cairn.primitives.sighash;

import static cairn.primitives.Opcode.OP_CODESEPARATOR;
import static cairn.primitives.Opcode.OP_PUSHDATA1;
import static cairn.primitives.Opcode.OP_PUSHDATA4;

import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;

/**
 * The signature hash of before SegWit: double SHA-256 of the transaction with its scriptSigs
 * removed, the script code in the place of the input's own, and whatever the hash type does not
 * cover blanked; then the hash type, as four bytes.
 *
 * <p>No BIP describes it; it is what the first version of Bitcoin did.
 */
final class LegacySignatureHash {
  /**
   * What is signed instead by an input that covers the output in its own place, where there is
   * none: the number 1. Such a signature is good for any transaction.
   */
  static final Bytes ONE = one();

  /** How many bytes an input takes whose scriptSig is empty. */
  static final int BLANK_INPUT = OutPoint.LENGTH + 1 + 4;

  private static final TxOut BLANK_OUTPUT = new TxOut(new Amount(-1), Script.EMPTY);

  private LegacySignatureHash() {}

  /** All that is hashed before the hash type. */
  static Sha256 beforeType(
      SpendingTransaction spending, int index, Script scriptCode, HashType type) {
    return type.isAll() && !type.isAnyoneCanPay()
        ? wholeTransaction(spending, index, scriptCode)
        : partOfTransaction(spending.transaction(), index, scriptCode, type);
  }

  /** All inputs and outputs: the blanked transaction with the script code put in. */
  private static Sha256 wholeTransaction(
      SpendingTransaction spending, int index, Script scriptCode) {
    var blanked = spending.blanked();
    int firstInput = 4 + ByteWriter.compactSizeLength(spending.transaction().inputs().size());
    int scriptSig = firstInput + BLANK_INPUT * index + OutPoint.LENGTH;
    var code = new ByteWriter(9 + scriptCode.length());
    writeScriptCode(scriptCode, code);
    return new Sha256()
        .update(blanked.slice(0, scriptSig))
        .update(code)
        .update(blanked.slice(scriptSig + 1));
  }

  private static Sha256 partOfTransaction(
      Transaction transaction, int index, Script scriptCode, HashType type) {
    var inputs = transaction.inputs();
    var out = new ByteWriter(256 + scriptCode.length());
    out.int32(transaction.version());
    if (type.isAnyoneCanPay()) {
      out.compactSize(1);
      writeOwnInput(inputs.get(index), scriptCode, out);
    } else {
      out.compactSize(inputs.size());
      for (int i = 0; i < inputs.size(); i++) {
        if (i == index) {
          writeOwnInput(inputs.get(i), scriptCode, out);
        } else {
          inputs.get(i).previousOutput().write(out);
          out.compactSize(0).uint32(0);
        }
      }
    }
    var outputs = transaction.outputs();
    int covered = type.isNone() ? 0 : type.isSingle() ? index + 1 : outputs.size();
    out.compactSize(covered);
    for (int i = 0; i < covered; i++) {
      (type.isSingle() && i != index ? BLANK_OUTPUT : outputs.get(i)).write(out);
    }
    out.uint32(transaction.lockTime());
    return new Sha256().update(out);
  }

  private static void writeOwnInput(TxIn input, Script scriptCode, ByteWriter out) {
    input.previousOutput().write(out);
    writeScriptCode(scriptCode, out);
    out.uint32(input.sequence());
  }

  /**
   * Writes the script code with its length before it, and without its CODESEPARATORs.
   *
   * <p>Where a push is cut off, so that the script cannot be read to its end, the length is that of
   * the whole script, but the bytes that the push does have are not written. No signature can show
   * it, as such a script always fails; the hash is defined all the same.
   */
  private static void writeScriptCode(Script scriptCode, ByteWriter out) {
    var bytes = scriptCode.bytes();
    int separators = 0;
    var reader = scriptCode.reader();
    while (reader.hasNext() && reader.next()) {
      if (reader.opcode() == OP_CODESEPARATOR) {
        separators++;
      }
    }
    out.compactSize(bytes.length() - separators);
    int end = reader.position() + headerLength(bytes.slice(reader.position()));

    int from = 0;
    reader = scriptCode.reader();
    for (int left = separators; left > 0 && reader.next(); ) {
      if (reader.opcode() == OP_CODESEPARATOR) {
        out.bytes(bytes.slice(from, reader.position() - 1));
        from = reader.position();
        left--;
      }
    }
    out.bytes(bytes.slice(from, end));
  }

  /** How many bytes are opcode and length of a push that is cut off; 0 where nothing is left. */
  private static int headerLength(Bytes rest) {
    if (rest.isEmpty()) {
      return 0;
    }
    int opcode = rest.unsigned(0);
    if (opcode < OP_PUSHDATA1 || opcode > OP_PUSHDATA4) {
      return 1;
    }
    int header = 1 + (1 << (opcode - OP_PUSHDATA1));
    return header <= rest.length() ? header : 1;
  }

  private static Bytes one() {
    var array = new byte[Hash256.LENGTH];
    array[0] = 1;
    return Bytes.wrap(array);
  }
}
