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
import cairn.primitives.Witness;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.miniscript.Fragment;
import cairn.primitives.signing.KeyInLeaf;
import cairn.primitives.signing.KeyOfOrigin;
import cairn.primitives.signing.KeyedSignature;
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
  private static final List<Fragment> HASHES =
      List.of(Fragment.RIPEMD160, Fragment.SHA256, Fragment.HASH160, Fragment.HASH256);

  OutPoint outPoint;

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
    new PsbtInputDecoder(this, version).read(new FieldReader(in, "input"));
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
