package cairn.primitives.sighash;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import org.jspecify.annotations.Nullable;

/** The signature hash of Taproot (BIP 341) and of tapscript (BIP 342): a tagged hash. */
final class TaprootSignatureHash {
  private static final Sha256 TAG = Sha256.tagged("TapSighash");
  private static final int EPOCH = 0;
  private static final int KEY_VERSION = 0;

  private TaprootSignatureHash() {}

  /**
   * The hash, of what the BIPs call SigMsg and its extension, in their order.
   *
   * @param ownOutputHash SHA-256 of the output in the input's place, if {@code type} covers just
   *     that
   */
  static Bytes of(
      SpendingTransaction spending,
      int index,
      HashType type,
      @Nullable Bytes ownOutputHash,
      TaprootContext context) {
    var transaction = spending.transaction();
    var out = new ByteWriter(256);
    out.uint8(EPOCH);
    out.uint8(type.bits());

    out.int32(transaction.version());
    out.uint32(transaction.lockTime());
    if (!type.isAnyoneCanPay()) {
      out.bytes(spending.parts().previousOutputs());
      out.bytes(spending.spent().amounts());
      out.bytes(spending.spent().scriptPubKeys());
      out.bytes(spending.parts().sequences());
    }
    if (type.isAll()) {
      out.bytes(spending.parts().outputs());
    }

    var annexHash = context.annexHash();
    var leafHash = context.leafHash();
    int extension = leafHash == null ? 0 : 1;
    out.uint8(2 * extension + (annexHash == null ? 0 : 1));
    if (type.isAnyoneCanPay()) {
      var input = transaction.inputs().get(index);
      input.previousOutput().write(out);
      spending.spentOutputs().get(index).write(out);
      out.uint32(input.sequence());
    } else {
      out.int32(index);
    }
    if (annexHash != null) {
      out.bytes(annexHash);
    }
    if (ownOutputHash != null) {
      out.bytes(ownOutputHash);
    }

    if (leafHash != null) {
      out.bytes(leafHash);
      out.uint8(KEY_VERSION);
      out.int32(context.codeSeparator());
    }
    return TAG.fork().update(out).finish();
  }
}
