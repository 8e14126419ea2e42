package cairn.primitives.sighash;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.Script;
import cairn.primitives.Sha256;

/**
 * The signature hash of SegWit version 0 (BIP 143): double SHA-256 of hashes that the inputs share,
 * and the amount being spent.
 */
final class SegwitSignatureHash {
  private static final Bytes ZERO = Bytes.wrap(new byte[Hash256.LENGTH]);

  private SegwitSignatureHash() {}

  /** All that is hashed before the hash type, in the order of the BIP's list. */
  static Sha256 beforeType(
      SpendingTransaction spending, int index, Script scriptCode, HashType type) {
    var transaction = spending.transaction();
    var input = transaction.inputs().get(index);
    var out = new ByteWriter(165 + scriptCode.length());
    out.int32(transaction.version());
    out.bytes(type.isAnyoneCanPay() ? ZERO : spending.doubledParts().previousOutputs());
    out.bytes(type.isAll() && !type.isAnyoneCanPay() ? spending.doubledParts().sequences() : ZERO);
    input.previousOutput().write(out);
    out.sizedBytes(scriptCode.bytes());
    out.int64(spending.spentOutputs().get(index).value().sats());
    out.uint32(input.sequence());
    out.bytes(hashOutputs(spending, index, type));
    out.uint32(transaction.lockTime());
    return new Sha256().update(out);
  }

  private static Bytes hashOutputs(SpendingTransaction spending, int index, HashType type) {
    var outputs = spending.transaction().outputs();
    if (type.isAll()) {
      return spending.doubledParts().outputs();
    }
    if (type.isNone() || index >= outputs.size()) {
      return ZERO;
    }
    var own = new ByteWriter();
    outputs.get(index).write(own);
    return new Sha256().update(own).finishTwice();
  }
}
