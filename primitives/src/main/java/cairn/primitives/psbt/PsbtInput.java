package cairn.primitives.psbt;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.SignatureEncoding;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.miniscript.Fragment;
import cairn.primitives.sighash.HashType;
import cairn.primitives.signing.KeyInLeaf;
import cairn.primitives.signing.KeyOfOrigin;
import cairn.primitives.signing.KeyedSignature;
import cairn.primitives.signing.LeafScript;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.TaprootKeyOrigin;
import cairn.primitives.signing.TaprootSpendData;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is known of one input of a PSBT. The fields are open, for everyone to fill in; bytes and
 * scripts that are not known are empty. Not thread-safe.
 */
public final class PsbtInput {
  private static final int LOCK_TIME_THRESHOLD = 500_000_000;

  private OutPoint outPoint;

  /** 0 to 2^32 - 1; a version 0 always has one. */
  public OptionalLong sequence;

  public OptionalLong timeLock = OptionalLong.empty();
  public OptionalLong heightLock = OptionalLong.empty();
  public Optional<Transaction> previousTransaction = Optional.empty();
  public Optional<TxOut> witnessOutput = Optional.empty();
  public Script redeemScript = Script.EMPTY;
  public Script witnessScript = Script.EMPTY;
  public Script finalScriptSig = Script.EMPTY;
  public Witness finalWitness = Witness.EMPTY;

  /** The bits of the hash type that is demanded. */
  public OptionalInt hashType = OptionalInt.empty();

  /** By the HASH160 of the key. */
  public final NavigableMap<Bytes, KeyedSignature> signatures = new TreeMap<>();

  public final NavigableMap<Bytes, KeyOrigin> origins = new TreeMap<>();
  public final Map<Fragment, NavigableMap<Bytes, Bytes>> preimages = new EnumMap<>(Fragment.class);
  public Bytes taprootKeySignature = Bytes.EMPTY;
  public final NavigableMap<KeyInLeaf, Bytes> taprootScriptSignatures = new TreeMap<>();

  /** The internal key, the root and the scripts, as far as they are known. */
  public final TaprootSpendData taproot = new TaprootSpendData();

  public final NavigableMap<Bytes, TaprootKeyOrigin> taprootOrigins = new TreeMap<>();
  public final NavigableMap<Bytes, List<Bytes>> participants = new TreeMap<>();
  public final NavigableMap<KeyInLeaf, NavigableMap<Bytes, Bytes>> publicNonces = new TreeMap<>();
  public final NavigableMap<KeyInLeaf, NavigableMap<Bytes, Bytes>> partialSignatures =
      new TreeMap<>();
  public final NavigableMap<Bytes, Bytes> unknown = new TreeMap<>();
  public final NavigableMap<Bytes, Proprietary> proprietary = new TreeMap<>();

  PsbtInput(OutPoint outPoint, OptionalLong sequence) {
    this.outPoint = outPoint;
    this.sequence = sequence;
    for (var hash : HASHES) {
      preimages.put(hash, new TreeMap<>());
    }
  }

  private static final List<Fragment> HASHES =
      List.of(Fragment.RIPEMD160, Fragment.SHA256, Fragment.HASH160, Fragment.HASH256);

  PsbtInput(TxIn input) {
    this(input.previousOutput(), OptionalLong.of(input.sequence()));
  }

  public OutPoint outPoint() {
    return outPoint;
  }

  /** The output that is spent, if it is known and the right one. */
  public Optional<TxOut> spentOutput() {
    if (previousTransaction.isPresent()) {
      var transaction = previousTransaction.get();
      return transaction.txid().equals(outPoint.txid())
              && outPoint.index() < transaction.outputs().size()
          ? Optional.of(transaction.outputs().get((int) outPoint.index()))
          : Optional.empty();
    }
    return witnessOutput;
  }

  /** Whether it is finalized. */
  public boolean isFinal() {
    return !finalScriptSig.isEmpty() || !finalWitness.isEmpty();
  }

  boolean hasSignatures() {
    return isFinal()
        || !signatures.isEmpty()
        || !taprootKeySignature.isEmpty()
        || !taprootScriptSignatures.isEmpty()
        || !partialSignatures.isEmpty();
  }

  /** Reads the fields of an input; its outpoint too, in version 2. */
  void read(ByteReader in, int version) throws DecodeException, PsbtException {
    var fields = new FieldReader(in, "input");
    var previousTxid = Optional.<Txid>empty();
    var index = OptionalLong.empty();
    while (fields.next()) {
      int type = fields.type();
      switch (type) {
        case 0x0e -> {
          fields.expectKeyLength("Input Previous TXID", 1);
          requireVersion2(version, "Previous txid");
          var wire = fields.value(32);
          previousTxid =
              Optional.of(new OutPointReader(wire.concat(Bytes.wrap(new byte[4]))).read().txid());
        }
        case 0x0f -> {
          fields.expectKeyLength("Input Previous Output's Index", 1);
          requireVersion2(version, "Previous output's index");
          index = OptionalLong.of(fields.uint32());
        }
        case 0x10, 0x11, 0x12 -> readLock(fields, type, version);
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
      outPoint = new OutPoint(previousTxid.get(), index.getAsLong());
    }
    checkPreviousTransaction();
  }

  private record OutPointReader(Bytes bytes) {
    OutPoint read() throws DecodeException {
      var in = new ByteReader(bytes);
      return new OutPoint(Txid.read(in), in.uint32());
    }
  }

  private void checkPreviousTransaction() throws PsbtException {
    if (previousTransaction.isPresent()) {
      if (!previousTransaction.get().txid().equals(outPoint.txid())) {
        throw FieldReader.failure("Non-witness UTXO does not match outpoint hash");
      }
      if (outPoint.index() >= previousTransaction.get().outputs().size()) {
        throw FieldReader.failure("Input specifies output index that does not exist");
      }
    }
  }

  private static void requireVersion2(int version, String name) throws PsbtException {
    if (version < 2) {
      throw FieldReader.failure(name + " is not allowed in PSBTv0");
    }
  }

  private void readLock(FieldReader fields, int type, int version)
      throws DecodeException, PsbtException {
    switch (type) {
      case 0x10 -> {
        fields.expectKeyLength("Input Sequence", 1);
        requireVersion2(version, "Sequence");
        sequence = OptionalLong.of(fields.uint32());
      }
      case 0x11 -> {
        fields.expectKeyLength("Input Required Time Based Locktime", 1);
        requireVersion2(version, "Required time based locktime");
        timeLock = OptionalLong.of(fields.uint32());
        if (timeLock.getAsLong() < LOCK_TIME_THRESHOLD) {
          throw FieldReader.failure(
              "Required time based locktime is invalid (less than 500000000)");
        }
      }
      default -> {
        fields.expectKeyLength("Input Required Height Based Locktime", 1);
        requireVersion2(version, "Required height based locktime");
        heightLock = OptionalLong.of(fields.uint32());
        if (heightLock.getAsLong() >= LOCK_TIME_THRESHOLD) {
          throw FieldReader.failure(
              "Required height based locktime is invalid (greater than or equal to 500000000)");
        }
        if (heightLock.getAsLong() == 0) {
          throw FieldReader.failure("Required height based locktime is invalid (0)");
        }
      }
    }
  }

  private void readField(FieldReader fields, int type) throws DecodeException, PsbtException {
    switch (type) {
      case 0x00 -> {
        fields.expectKeyLength("Input Non-witness UTXO", 1);
        previousTransaction = Optional.of(fields.transaction());
      }
      case 0x01 -> {
        fields.expectKeyLength("Input Witness UTXO", 1);
        witnessOutput = readOutput(fields.value());
      }
      case 0x02 -> {
        var key = fields.publicKey("partial signature pubkey");
        var signature = fields.value();
        if (!isEncodedRight(signature)) {
          throw FieldReader.failure("Signature is not a valid encoding");
        }
        signatures.putIfAbsent(Hash160.hash(key), new KeyedSignature(key, signature));
      }
      case 0x03 -> {
        fields.expectKeyLength("Input Sighash Type", 1);
        hashType = OptionalInt.of(fields.int32());
      }
      case 0x04 -> {
        fields.expectKeyLength("Input redeemScript", 1);
        redeemScript = new Script(fields.value());
      }
      case 0x05 -> {
        fields.expectKeyLength("Input witnessScript", 1);
        witnessScript = new Script(fields.value());
      }
      case 0x06 -> {
        var key = fields.publicKey("BIP32 keypath");
        origins.putIfAbsent(key, fields.origin());
      }
      case 0x07 -> {
        fields.expectKeyLength("Input Final scriptSig", 1);
        finalScriptSig = new Script(fields.value());
      }
      case 0x08 -> {
        fields.expectKeyLength("Input Final scriptWitness", 1);
        var value = new ByteReader(fields.value());
        finalWitness = Witness.read(value);
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
    preimages
        .computeIfAbsent(hash, _ -> new TreeMap<>())
        .putIfAbsent(fields.keyData(), fields.value());
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
        taprootKeySignature = schnorr(fields.value(), "key");
      }
      case 0x14 -> {
        fields.expectKeyLength("Input Taproot Script Path Signature", 65);
        var place = new KeyInLeaf(fields.keyData().slice(0, 32), fields.keyData().slice(32));
        taprootScriptSignatures.putIfAbsent(place, schnorr(fields.value(), "script"));
      }
      case 0x15 -> readLeafScript(fields);
      case 0x16 -> {
        fields.expectKeyLength("Input Taproot BIP32 Keypath", 33);
        taprootOrigins.putIfAbsent(fields.keyData(), fields.taprootOrigin("Input"));
      }
      case 0x17 -> {
        fields.expectKeyLength("Input Taproot Internal Key", 1);
        taproot.setInternalKey(fields.valueUnlessZero(32));
      }
      case 0x18 -> {
        fields.expectKeyLength("Input Taproot Merkle Root", 1);
        taproot.setMerkleRoot(fields.valueUnlessZero(32));
      }
      case 0x1a -> fields.participants("Input", participants);
      case 0x1b -> fields.ofParticipant("musig2 pubnonce", 66, publicNonces);
      case 0x1c -> fields.ofParticipant("musig2 partial sig", 32, partialSignatures);
      default -> fields.other(unknown, proprietary);
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
    taproot.addScript(
        new LeafScript(new Script(value.slice(0, last)), value.unsigned(last)), fields.keyData());
  }

  void write(ByteWriter out, int version) {
    var fields = new FieldWriter(out);
    previousTransaction.ifPresent(
        transaction -> fields.field(0x00, transaction.serializedWithoutWitness()));
    witnessOutput.ifPresent(output -> {
      var value = new ByteWriter();
      output.write(value);
      fields.field(0x01, value.toBytes());
    });
    if (!isFinal()) {
      writeUnfinished(fields);
    }
    fields.fieldIfAny(0x07, finalScriptSig.bytes());
    if (!finalWitness.isEmpty()) {
      var value = new ByteWriter().compactSize(finalWitness.size());
      finalWitness.items().forEach(value::sizedBytes);
      fields.field(0x08, value.toBytes());
    }
    if (version >= 2) {
      fields.field(0x0e, new ByteWriter(32).hash(outPoint.txid()).toBytes());
      fields.uint32(0x0f, outPoint.index());
      sequence.ifPresent(value -> fields.uint32(0x10, value));
      timeLock.ifPresent(value -> fields.uint32(0x11, value));
      heightLock.ifPresent(value -> fields.uint32(0x12, value));
    }
    fields.proprietary(proprietary).unknown(unknown).end();
  }

  private void writeUnfinished(FieldWriter fields) {
    signatures.values().forEach(one -> fields.field(0x02, one.publicKey(), one.signature()));
    hashType.ifPresent(type -> fields.uint32(0x03, type));
    fields
        .fieldIfAny(0x04, redeemScript.bytes())
        .fieldIfAny(0x05, witnessScript.bytes())
        .origins(0x06, origins)
        .fields(0x0a, preimages(Fragment.RIPEMD160))
        .fields(0x0b, preimages(Fragment.SHA256))
        .fields(0x0c, preimages(Fragment.HASH160))
        .fields(0x0d, preimages(Fragment.HASH256))
        .fieldIfAny(0x13, taprootKeySignature);
    taprootScriptSignatures.forEach(
        (place, signature) -> fields.field(0x14, place.key().concat(place.leafHash()), signature));
    taproot
        .scripts()
        .forEach((leaf, blocks) -> {
          var value = leaf.script().bytes().concat(Bytes.of(leaf.version()));
          blocks.forEach(block -> fields.field(0x15, block, value));
        });
    fields
        .taprootOrigins(0x16, taprootOrigins)
        .fieldIfAny(0x17, taproot.internalKey())
        .fieldIfAny(0x18, taproot.merkleRoot())
        .participants(0x1a, participants)
        .ofParticipants(0x1b, publicNonces)
        .ofParticipants(0x1c, partialSignatures);
  }

  /** The preimages of one kind of hash, by the hash. */
  public NavigableMap<Bytes, Bytes> preimages(Fragment hash) {
    return preimages.computeIfAbsent(hash, _ -> new TreeMap<>());
  }

  /** What signers need to know. */
  SignatureData toSignatureData() {
    var data = new SignatureData();
    if (isFinal()) {
      data.scriptSig = finalScriptSig;
      data.witness = finalWitness;
      data.complete = true;
      return data;
    }
    data.signatures.putAll(signatures);
    data.redeemScript = redeemScript;
    data.witnessScript = witnessScript;
    origins.forEach(
        (key, origin) -> data.origins.put(Hash160.hash(key), new KeyOfOrigin(key, origin)));
    data.taprootKeySignature = taprootKeySignature;
    data.taprootScriptSignatures.putAll(taprootScriptSignatures);
    data.taproot.addAll(taproot);
    data.taprootOrigins.putAll(taprootOrigins);
    taprootOrigins.keySet().forEach(key -> data.xOnlyKeys.put(Hash160.hash(key), key));
    preimages.forEach((hash, known) -> data.preimages.put(hash, new TreeMap<>(known)));
    data.participants.putAll(participants);
    return data;
  }

  /** Takes over what signers have found. */
  void take(SignatureData data) {
    if (data.complete) {
      signatures.clear();
      origins.clear();
      redeemScript = Script.EMPTY;
      witnessScript = Script.EMPTY;
      finalScriptSig = data.scriptSig.isEmpty() ? finalScriptSig : data.scriptSig;
      finalWitness = data.witness.isEmpty() ? finalWitness : data.witness;
      return;
    }
    data.signatures.forEach(signatures::putIfAbsent);
    redeemScript = redeemScript.isEmpty() ? data.redeemScript : redeemScript;
    witnessScript = witnessScript.isEmpty() ? data.witnessScript : witnessScript;
    data.origins.values().forEach(key -> origins.putIfAbsent(key.publicKey(), key.origin()));
    if (!data.taprootKeySignature.isEmpty()) {
      taprootKeySignature = data.taprootKeySignature;
    }
    data.taprootScriptSignatures.forEach(taprootScriptSignatures::putIfAbsent);
    if (!data.taproot.internalKey().isEmpty()) {
      taproot.setInternalKey(data.taproot.internalKey());
    }
    if (!data.taproot.merkleRoot().isEmpty()) {
      taproot.setMerkleRoot(data.taproot.merkleRoot());
    }
    takeScripts(data.taproot);
    data.taprootOrigins.forEach(taprootOrigins::putIfAbsent);
    data.participants.forEach(participants::putIfAbsent);
  }

  /** Of a script that is known already, no more control blocks are taken. */
  private void takeScripts(TaprootSpendData other) {
    other
        .scripts()
        .forEach((leaf, blocks) -> {
          if (!taproot.scripts().containsKey(leaf)) {
            blocks.forEach(block -> taproot.addScript(leaf, block));
          }
        });
  }

  /** Adds what {@code other} knows of the same input. */
  void merge(PsbtInput other) {
    previousTransaction = previousTransaction.or(() -> other.previousTransaction);
    witnessOutput = witnessOutput.or(() -> other.witnessOutput);
    other.signatures.forEach(signatures::putIfAbsent);
    other.preimages.forEach((hash, known) -> known.forEach(preimages(hash)::putIfAbsent));
    other.origins.forEach(origins::putIfAbsent);
    other.proprietary.forEach(proprietary::putIfAbsent);
    other.unknown.forEach(unknown::putIfAbsent);
    other.taprootScriptSignatures.forEach(taprootScriptSignatures::putIfAbsent);
    takeScripts(other.taproot);
    other.taprootOrigins.forEach(taprootOrigins::putIfAbsent);
    redeemScript = redeemScript.isEmpty() ? other.redeemScript : redeemScript;
    witnessScript = witnessScript.isEmpty() ? other.witnessScript : witnessScript;
    finalScriptSig = finalScriptSig.isEmpty() ? other.finalScriptSig : finalScriptSig;
    finalWitness = finalWitness.isEmpty() ? other.finalWitness : finalWitness;
    taprootKeySignature =
        taprootKeySignature.isEmpty() ? other.taprootKeySignature : taprootKeySignature;
    if (taproot.internalKey().isEmpty()) {
      taproot.setInternalKey(other.taproot.internalKey());
    }
    if (taproot.merkleRoot().isEmpty()) {
      taproot.setMerkleRoot(other.taproot.merkleRoot());
    }
    other.participants.forEach(participants::putIfAbsent);
    mergeOfParticipants(publicNonces, other.publicNonces);
    mergeOfParticipants(partialSignatures, other.partialSignatures);
    sequence = sequence.isPresent() ? sequence : other.sequence;
    timeLock = timeLock.isPresent() ? timeLock : other.timeLock;
    heightLock = heightLock.isPresent() ? heightLock : other.heightLock;
  }

  private static void mergeOfParticipants(
      NavigableMap<KeyInLeaf, NavigableMap<Bytes, Bytes>> all,
      NavigableMap<KeyInLeaf, NavigableMap<Bytes, Bytes>> other) {
    other.forEach((place, byKey) ->
        byKey.forEach(all.computeIfAbsent(place, _ -> new TreeMap<>())::putIfAbsent));
  }
}
