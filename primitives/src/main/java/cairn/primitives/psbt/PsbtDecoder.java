package cairn.primitives.psbt;

import cairn.primitives.Amount;
import cairn.primitives.ByteReader;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.crypto.Secp256k1;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Reads a PSBT: what stands before the inputs, and then these and the outputs. */
final class PsbtDecoder {
  private Optional<Transaction> transaction = Optional.empty();
  private OptionalInt version = OptionalInt.empty();
  private OptionalInt transactionVersion = OptionalInt.empty();
  private OptionalLong fallbackLockTime = OptionalLong.empty();
  private OptionalLong inputCount = OptionalLong.empty();
  private OptionalLong outputCount = OptionalLong.empty();
  private OptionalInt modifiable = OptionalInt.empty();
  private final Psbt globals = new Psbt(0);

  static Psbt decode(ByteReader in) throws DecodeException, PsbtException {
    if (!in.bytes(Psbt.MAGIC.length()).equals(Psbt.MAGIC)) {
      throw FieldReader.failure("Invalid PSBT magic bytes");
    }
    var decoder = new PsbtDecoder();
    var fields = new FieldReader(in, "global");
    while (fields.next()) {
      decoder.read(fields);
    }
    return decoder.finish(in);
  }

  private void read(FieldReader fields) throws DecodeException, PsbtException {
    switch (fields.type()) {
      case 0x00 -> {
        fields.expectKeyLength("Global Unsigned TX", 1);
        transaction = Optional.of(fields.plainTransaction());
        if (transaction.get().inputs().stream().anyMatch(in -> !in.scriptSig().isEmpty())) {
          throw FieldReader.failure(
              "Unsigned tx does not have empty scriptSigs and scriptWitnesses.");
        }
      }
      case 0x01 -> {
        fields.expectKeyLength("Global XPUB", Psbt.XPUB_LENGTH + 1);
        var xpub = fields.keyData();
        if (!Secp256k1.instance().isPublicKey(xpub.slice(45))) {
          throw FieldReader.failure("Invalid pubkey");
        }
        globals.xpubs.computeIfAbsent(fields.origin(), _ -> new TreeSet<>(Psbt.XPUBS)).add(xpub);
      }
      case 0x02 -> {
        fields.expectKeyLength("Global Transaction Version", 1);
        transactionVersion = OptionalInt.of(fields.int32());
      }
      case 0x03 -> {
        fields.expectKeyLength("Global Fallback Locktime", 1);
        fallbackLockTime = OptionalLong.of(fields.uint32());
      }
      case 0x04 -> {
        fields.expectKeyLength("Global Input Count", 1);
        inputCount = OptionalLong.of(fields.count());
      }
      case 0x05 -> {
        fields.expectKeyLength("Global Output Count", 1);
        outputCount = OptionalLong.of(fields.count());
      }
      case 0x06 -> {
        fields.expectKeyLength("Global TX Modifiable Flags", 1);
        modifiable = OptionalInt.of(fields.value(1).unsigned(0));
      }
      case 0xfb -> {
        fields.expectKeyLength("Global PSBT Version", 1);
        version = OptionalInt.of(fields.int32());
        if (Integer.compareUnsigned(version.getAsInt(), 2) > 0) {
          throw FieldReader.failure("Unsupported version number");
        }
      }
      default -> fields.other(globals.unknown, globals.proprietary);
    }
  }

  private Psbt finish(ByteReader in) throws DecodeException, PsbtException {
    switch (version.orElse(0)) {
      case 0 -> checkVersion0();
      case 1 -> throw FieldReader.failure("There is no PSBT version 1");
      default -> checkVersion2();
    }
    var psbt = transaction.map(unsigned -> Psbt.of(unsigned, 0)).orElseGet(() -> new Psbt(2));
    if (psbt.version == 2) {
      psbt.transactionVersion = transactionVersion.orElse(0);
      psbt.fallbackLockTime = fallbackLockTime;
      psbt.modifiable = modifiable;
    }
    psbt.addGlobals(globals);
    psbt.proprietary.putAll(globals.proprietary);
    long inputs = inputCount.orElse(psbt.inputs.size());
    for (int i = 0; i < inputs; i++) {
      if (in.remaining() == 0) {
        throw FieldReader.failure(
            "Inputs provided does not match the number of inputs in transaction.");
      }
      if (psbt.version == 2) {
        psbt.inputs.add(new PsbtInput(OutPoint.NULL, OptionalLong.empty()));
      }
      psbt.inputs.get(i).read(in, psbt.version);
    }
    long outputs = outputCount.orElse(psbt.outputs.size());
    for (int i = 0; i < outputs; i++) {
      if (in.remaining() == 0) {
        throw FieldReader.failure(
            "Outputs provided does not match the number of outputs in transaction.");
      }
      if (psbt.version == 2) {
        psbt.outputs.add(new PsbtOutput(new TxOut(Amount.ZERO, Script.EMPTY)));
      }
      psbt.outputs.get(i).read(in, psbt.version);
    }
    return psbt;
  }

  private void checkVersion0() throws PsbtException {
    if (transaction.isEmpty()) {
      throw FieldReader.failure("No unsigned transaction was provided");
    }
    forbid(transactionVersion.isPresent(), "TX_VERSION");
    forbid(fallbackLockTime.isPresent(), "FALLBACK_LOCKTIME");
    forbid(inputCount.isPresent(), "INPUT_COUNT");
    forbid(outputCount.isPresent(), "OUTPUT_COUNT");
    forbid(modifiable.isPresent(), "TX_MODIFIABLE");
  }

  private static void forbid(boolean isThere, String field) throws PsbtException {
    if (isThere) {
      throw FieldReader.failure("PSBT_GLOBAL_" + field + " is not allowed in PSBTv0");
    }
  }

  private void checkVersion2() throws PsbtException {
    require(transactionVersion.isPresent(), "TX_VERSION");
    require(inputCount.isPresent(), "INPUT_COUNT");
    require(outputCount.isPresent(), "OUTPUT_COUNT");
    if (transaction.isPresent()) {
      throw FieldReader.failure("PSBT_GLOBAL_UNSIGNED_TX is not allowed in PSBTv2");
    }
  }

  private static void require(boolean isThere, String field) throws PsbtException {
    if (!isThere) {
      throw FieldReader.failure("PSBT_GLOBAL_" + field + " is required in PSBTv2");
    }
  }
}
