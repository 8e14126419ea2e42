package cairn.primitives.psbt;

import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.SignatureEncoding;
import cairn.primitives.miniscript.Fragment;
import cairn.primitives.sighash.HashType;
import cairn.primitives.signing.KeyInLeaf;
import cairn.primitives.signing.KeyedSignature;
import cairn.primitives.signing.LeafScript;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads what a PSBT knows of one input. */
final class PsbtInputDecoder {
  private static final int LOCK_TIME_THRESHOLD = 500_000_000;

  private final PsbtInput input;
  private final int version;

  PsbtInputDecoder(PsbtInput input, int version) {
    this.input = input;
    this.version = version;
  }

  /** Reads the fields to their end; the outpoint is among them in version 2. */
  void read(FieldReader fields) throws DecodeException, PsbtException {
    var previousTxid = Optional.<Txid>empty();
    var index = OptionalLong.empty();
    while (fields.next()) {
      int type = fields.type();
      switch (type) {
        case 0x0e -> {
          fields.expectKeyLength("Input Previous TXID", 1);
          requireVersion2("Previous txid");
          previousTxid = Optional.of(Txid.read(new ByteReader(fields.value(32))));
        }
        case 0x0f -> {
          fields.expectKeyLength("Input Previous Output's Index", 1);
          requireVersion2("Previous output's index");
          index = OptionalLong.of(fields.uint32());
        }
        case 0x10, 0x11, 0x12 -> readLock(fields, type);
        default -> readField(fields, type);
      }
    }
    if (version >= 2) {
      if (previousTxid.isEmpty()) {
        throw FieldReader.failure("Previous TXID is required in PSBTv2");
      }
      if (index.isEmpty()) {
        throw FieldReader.failure("Previous output's index is required in PSBTv2");
      }
      input.outPoint = new OutPoint(previousTxid.get(), index.getAsLong());
    }
    checkPreviousTransaction();
  }

  private void checkPreviousTransaction() throws PsbtException {
    if (input.previousTransaction.isPresent()) {
      if (!input.previousTransaction.get().txid().equals(input.outPoint.txid())) {
        throw FieldReader.failure("Non-witness UTXO does not match outpoint hash");
      }
      if (input.outPoint.index() >= input.previousTransaction.get().outputs().size()) {
        throw FieldReader.failure("Input specifies output index that does not exist");
      }
    }
  }

  private void requireVersion2(String name) throws PsbtException {
    if (version < 2) {
      throw FieldReader.failure(name + " is not allowed in PSBTv0");
    }
  }

  private void readLock(FieldReader fields, int type) throws DecodeException, PsbtException {
    switch (type) {
      case 0x10 -> {
        fields.expectKeyLength("Input Sequence", 1);
        requireVersion2("Sequence");
        input.sequence = OptionalLong.of(fields.uint32());
      }
      case 0x11 -> {
        fields.expectKeyLength("Input Required Time Based Locktime", 1);
        requireVersion2("Required time based locktime");
        input.timeLock = OptionalLong.of(fields.uint32());
        if (input.timeLock.getAsLong() < LOCK_TIME_THRESHOLD) {
          throw FieldReader.failure(
              "Required time based locktime is invalid (less than 500000000)");
        }
      }
      default -> {
        fields.expectKeyLength("Input Required Height Based Locktime", 1);
        requireVersion2("Required height based locktime");
        input.heightLock = OptionalLong.of(fields.uint32());
        if (input.heightLock.getAsLong() >= LOCK_TIME_THRESHOLD) {
          throw FieldReader.failure(
              "Required height based locktime is invalid (greater than or equal to 500000000)");
        }
        if (input.heightLock.getAsLong() == 0) {
          throw FieldReader.failure("Required height based locktime is invalid (0)");
        }
      }
    }
  }

  private void readField(FieldReader fields, int type) throws DecodeException, PsbtException {
    switch (type) {
      case 0x00 -> {
        fields.expectKeyLength("Input Non-witness UTXO", 1);
        input.previousTransaction = Optional.of(fields.transaction());
      }
      case 0x01 -> {
        fields.expectKeyLength("Input Witness UTXO", 1);
        input.witnessOutput = readOutput(fields.value());
      }
      case 0x02 -> {
        var key = fields.publicKey("partial signature pubkey");
        var signature = fields.value();
        if (!isEncodedRight(signature)) {
          throw FieldReader.failure("Signature is not a valid encoding");
        }
        input.signatures.putIfAbsent(Hash160.hash(key), new KeyedSignature(key, signature));
      }
      case 0x03 -> {
        fields.expectKeyLength("Input Sighash Type", 1);
        input.hashType = OptionalInt.of(fields.int32());
      }
      case 0x04 -> {
        fields.expectKeyLength("Input redeemScript", 1);
        input.redeemScript = new Script(fields.value());
      }
      case 0x05 -> {
        fields.expectKeyLength("Input witnessScript", 1);
        input.witnessScript = new Script(fields.value());
      }
      case 0x06 -> {
        var key = fields.publicKey("BIP32 keypath");
        input.origins.putIfAbsent(key, fields.origin());
      }
      case 0x07 -> {
        fields.expectKeyLength("Input Final scriptSig", 1);
        input.finalScriptSig = new Script(fields.value());
      }
      case 0x08 -> {
        fields.expectKeyLength("Input Final scriptWitness", 1);
        var value = new ByteReader(fields.value());
        input.finalWitness = Witness.read(value);
        if (value.remaining() > 0) {
          throw FieldReader.failure("Size of value was not the stated size");
        }
      }
      case 0x0a -> readPreimage(fields, Fragment.RIPEMD160, "RIPEMD160", 21);
      case 0x0b -> readPreimage(fields, Fragment.SHA256, "SHA256", 33);
      case 0x0c -> readPreimage(fields, Fragment.HASH160, "Hash160", 21);
      case 0x0d -> readPreimage(fields, Fragment.HASH256, "Hash256", 33);
      default -> readTaprootField(fields, type);
    }
  }

  private void readPreimage(FieldReader fields, Fragment hash, String name, int length)
      throws DecodeException, PsbtException {
    fields.expectKeyLength("Input " + name + " Preimage", length);
    input.preimages(hash).putIfAbsent(fields.keyData(), fields.value());
  }

  private static Optional<TxOut> readOutput(Bytes value) throws PsbtException {
    try {
      // Core knows that there is none by an amount of -1.
      return Optional.of(TxOut.decode(value)).filter(output -> output.value().sats() != -1);
    } catch (DecodeException e) {
      throw FieldReader.failure("Size of value was not the stated size");
    }
  }

  private static boolean isEncodedRight(Bytes signature) {
    return SignatureEncoding.isStrictDer(signature)
        && new HashType(signature.unsigned(signature.length() - 1)).isDefinedForEcdsa();
  }

  private void readTaprootField(FieldReader fields, int type)
      throws DecodeException, PsbtException {
    switch (type) {
      case 0x13 -> {
        fields.expectKeyLength("Input Taproot Key Path Signature", 1);
        input.taprootKeySignature = schnorr(fields.value(), "key");
      }
      case 0x14 -> {
        fields.expectKeyLength("Input Taproot Script Path Signature", 65);
        var place = new KeyInLeaf(fields.keyData().slice(0, 32), fields.keyData().slice(32));
        input.taprootScriptSignatures.putIfAbsent(place, schnorr(fields.value(), "script"));
      }
      case 0x15 -> readLeafScript(fields);
      case 0x16 -> {
        fields.expectKeyLength("Input Taproot BIP32 Keypath", 33);
        input.taprootOrigins.putIfAbsent(fields.keyData(), fields.taprootOrigin("Input"));
      }
      case 0x17 -> {
        fields.expectKeyLength("Input Taproot Internal Key", 1);
        input.taproot.setInternalKey(fields.valueUnlessZero(32));
      }
      case 0x18 -> {
        fields.expectKeyLength("Input Taproot Merkle Root", 1);
        input.taproot.setMerkleRoot(fields.valueUnlessZero(32));
      }
      case 0x1a -> fields.participants("Input", input.participants);
      case 0x1b -> fields.ofParticipant("musig2 pubnonce", 66, input.publicNonces);
      case 0x1c -> fields.ofParticipant("musig2 partial sig", 32, input.partialSignatures);
      default -> fields.other(input.unknown, input.proprietary);
    }
  }

  private static Bytes schnorr(Bytes signature, String path) throws PsbtException {
    if (signature.length() < 64) {
      throw FieldReader.failure(
          "Input Taproot " + path + " path signature is shorter than 64 bytes");
    }
    if (signature.length() > 65) {
      throw FieldReader.failure(
          "Input Taproot " + path + " path signature is longer than 65 bytes");
    }
    return signature;
  }

  private void readLeafScript(FieldReader fields) throws DecodeException, PsbtException {
    if (fields.key().length() < 34) {
      throw FieldReader.failure("Input Taproot leaf script key is not at least 34 bytes");
    }
    if ((fields.key().length() - 2) % 32 != 0) {
      throw FieldReader.failure("Input Taproot leaf script key's control block size is not valid");
    }
    var value = fields.value();
    if (value.isEmpty()) {
      throw FieldReader.failure("Input Taproot leaf script must be at least 1 byte");
    }
    int last = value.length() - 1;
    input.taproot.addScript(
        new LeafScript(new Script(value.slice(0, last)), value.unsigned(last)), fields.keyData());
  }
}
