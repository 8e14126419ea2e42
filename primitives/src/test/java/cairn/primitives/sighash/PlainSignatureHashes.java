package cairn.primitives.sighash;

import static cairn.primitives.Opcode.OP_CODESEPARATOR;

import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slow, obvious twin of {@link SignatureHasher}: builds for each signature the transaction that
 * is hashed, or the message that the BIPs spell out, and remembers nothing.
 */
final class PlainSignatureHashes {
  private static final Bytes ZERO = Bytes.wrap(new byte[32]);

  private PlainSignatureHashes() {}

  static Bytes legacy(Transaction transaction, int index, Script scriptCode, HashType type) {
    var inputs = new ArrayList<TxIn>();
    for (var input : transaction.inputs()) {
      inputs.add(input.with(Script.EMPTY));
    }
    inputs.set(index, inputs.get(index).with(withoutCodeSeparators(scriptCode)));
    var outputs = new ArrayList<>(transaction.outputs());
    int outputBits = type.bits() & 0x1f;
    if (outputBits == 2) {
      outputs.clear();
    }
    if (outputBits == 3) {
      if (index >= outputs.size()) {
        return Bytes.fromHex("01" + "00".repeat(31));
      }
      outputs.subList(index + 1, outputs.size()).clear();
      for (int i = 0; i < index; i++) {
        outputs.set(i, new TxOut(new Amount(-1), Script.EMPTY));
      }
    }
    if (outputBits == 2 || outputBits == 3) {
      for (int i = 0; i < inputs.size(); i++) {
        if (i != index) {
          inputs.set(i, new TxIn(inputs.get(i).previousOutput(), Script.EMPTY, 0));
        }
      }
    }
    if ((type.bits() & 0x80) != 0) {
      inputs.subList(index + 1, inputs.size()).clear();
      inputs.subList(0, index).clear();
    }
    var changed = Transaction.of(transaction.version(), inputs, outputs, transaction.lockTime());
    var message = new ByteWriter().bytes(changed.serialized()).int32(type.bits());
    return Sha256.doubleHash(message.toBytes());
  }

  static Bytes segwit(SpendingTransaction spending, int index, Script scriptCode, HashType type) {
    var transaction = spending.transaction();
    boolean anyoneCanPay = (type.bits() & 0x80) != 0;
    boolean none = (type.bits() & 0x1f) == 2;
    boolean single = (type.bits() & 0x1f) == 3;
    var own = transaction.inputs().get(index);
    var previousOutputs = new ByteWriter();
    var sequences = new ByteWriter();
    for (var input : transaction.inputs()) {
      input.previousOutput().write(previousOutputs);
      sequences.uint32(input.sequence());
    }
    Bytes hashOutputs;
    if (!none && !single) {
      hashOutputs = Sha256.doubleHash(serialize(transaction.outputs()));
    } else if (single && index < transaction.outputs().size()) {
      hashOutputs = Sha256.doubleHash(serialize(List.of(transaction.outputs().get(index))));
    } else {
      hashOutputs = ZERO;
    }
    var message = new ByteWriter();
    message.int32(transaction.version());
    message.bytes(anyoneCanPay ? ZERO : Sha256.doubleHash(previousOutputs.toBytes()));
    message.bytes(anyoneCanPay || single || none ? ZERO : Sha256.doubleHash(sequences.toBytes()));
    own.previousOutput().write(message);
    message.sizedBytes(scriptCode.bytes());
    message.int64(spending.spentOutputs().get(index).value().sats());
    message.uint32(own.sequence());
    message.bytes(hashOutputs);
    message.uint32(transaction.lockTime());
    message.int32(type.bits());
    return Sha256.doubleHash(message.toBytes());
  }

  static @Nullable Bytes taproot(
      SpendingTransaction spending, int index, HashType type, TaprootContext context) {
    var transaction = spending.transaction();
    boolean anyoneCanPay = (type.bits() & 0x80) != 0;
    int outputBits = type.bits() & 3;
    if (!List.of(0, 1, 2, 3, 0x81, 0x82, 0x83).contains(type.bits())
        || (outputBits == 3 && index >= transaction.outputs().size())) {
      return null;
    }
    var message = new ByteWriter();
    message.uint8(0).uint8(type.bits());
    message.int32(transaction.version()).uint32(transaction.lockTime());
    if (!anyoneCanPay) {
      var previousOutputs = new ByteWriter();
      var amounts = new ByteWriter();
      var scripts = new ByteWriter();
      var sequences = new ByteWriter();
      for (int i = 0; i < transaction.inputs().size(); i++) {
        transaction.inputs().get(i).previousOutput().write(previousOutputs);
        sequences.uint32(transaction.inputs().get(i).sequence());
        amounts.int64(spending.spentOutputs().get(i).value().sats());
        scripts.sizedBytes(spending.spentOutputs().get(i).scriptPubKey().bytes());
      }
      for (var part : List.of(previousOutputs, amounts, scripts, sequences)) {
        message.bytes(Sha256.hash(part.toBytes()));
      }
    }
    if (outputBits == 0 || outputBits == 1) {
      message.bytes(Sha256.hash(serialize(transaction.outputs())));
    }
    message.uint8((context.leafHash() == null ? 0 : 2) | (context.annexHash() == null ? 0 : 1));
    if (anyoneCanPay) {
      var own = transaction.inputs().get(index);
      own.previousOutput().write(message);
      spending.spentOutputs().get(index).write(message);
      message.uint32(own.sequence());
    } else {
      message.int32(index);
    }
    if (context.annexHash() != null) {
      message.bytes(context.annexHash());
    }
    if (outputBits == 3) {
      message.bytes(Sha256.hash(serialize(List.of(transaction.outputs().get(index)))));
    }
    if (context.leafHash() != null) {
      message.bytes(context.leafHash()).uint8(0).int32(context.codeSeparator());
    }
    return Sha256.tagged("TapSighash").update(message).finish();
  }

  private static Bytes serialize(List<TxOut> outputs) {
    var out = new ByteWriter();
    outputs.forEach(output -> output.write(out));
    return out.toBytes();
  }

  /** The script without them; it must be readable to its end. */
  private static Script withoutCodeSeparators(Script script) {
    var kept = new ByteWriter();
    int from = 0;
    for (var reader = script.reader(); reader.hasNext() && reader.next(); ) {
      if (reader.opcode() != OP_CODESEPARATOR) {
        kept.bytes(script.bytes().slice(from, reader.position()));
      }
      from = reader.position();
    }
    return new Script(kept.toBytes());
  }
}
