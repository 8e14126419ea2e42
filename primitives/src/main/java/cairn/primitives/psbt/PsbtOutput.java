package cairn.primitives.psbt;

import cairn.primitives.Amount;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.signing.KeyOfOrigin;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.TaprootKeyOrigin;
import cairn.primitives.signing.TaprootTree;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of one output of a PSBT, as {@link PsbtInput} is of an input. */
public final class PsbtOutput {
  private static final int MAX_DEPTH = 128;

  private TxOut output;

  public Script redeemScript = Script.EMPTY;
  public Script witnessScript = Script.EMPTY;
  public final NavigableMap<Bytes, KeyOrigin> origins = new TreeMap<>();
  public Bytes taprootInternalKey = Bytes.EMPTY;

  /** The scripts of a Taproot output, in the order of a walk through the tree. */
  public List<TaprootTree.Placed> taprootTree = List.of();

  public final NavigableMap<Bytes, TaprootKeyOrigin> taprootOrigins = new TreeMap<>();
  public final NavigableMap<Bytes, List<Bytes>> participants = new TreeMap<>();
  public final NavigableMap<Bytes, Bytes> unknown = new TreeMap<>();
  public final NavigableMap<Bytes, Proprietary> proprietary = new TreeMap<>();

  PsbtOutput(TxOut output) {
    this.output = output;
  }

  /** The output as it is in the transaction. */
  public TxOut output() {
    return output;
  }

  void read(ByteReader in, int version) throws DecodeException, PsbtException {
    var fields = new FieldReader(in, "output");
    var amount = Optional.<Amount>empty();
    var script = Optional.<Script>empty();
    while (fields.next()) {
      switch (fields.type()) {
        case 0x03 -> {
          fields.expectKeyLength("Output Amount", 1);
          requireVersion2(version, "Output amount");
          amount = Optional.of(new Amount(new ByteReader(fields.value(8)).int64()));
        }
        case 0x04 -> {
          fields.expectKeyLength("Output Script", 1);
          requireVersion2(version, "Output script");
          script = Optional.of(new Script(fields.value()));
        }
        default -> readField(fields);
      }
    }
    if (version >= 2) {
      if (amount.isEmpty()) {
        throw FieldReader.failure("Output amount is required in PSBTv2");
      }
      if (script.isEmpty()) {
        throw FieldReader.failure("Output script is required in PSBTv2");
      }
      output = new TxOut(amount.get(), script.get());
    }
  }

  private static void requireVersion2(int version, String name) throws PsbtException {
    if (version < 2) {
      throw FieldReader.failure(name + " is not allowed in PSBTv0");
    }
  }

  private void readField(FieldReader fields) throws DecodeException, PsbtException {
    switch (fields.type()) {
      case 0x00 -> {
        fields.expectKeyLength("Output redeemScript", 1);
        redeemScript = new Script(fields.value());
      }
      case 0x01 -> {
        fields.expectKeyLength("Output witnessScript", 1);
        witnessScript = new Script(fields.value());
      }
      case 0x02 -> {
        var key = fields.publicKey("BIP32 keypath");
        origins.putIfAbsent(key, fields.origin());
      }
      case 0x05 -> {
        fields.expectKeyLength("Output Taproot Internal Key", 1);
        taprootInternalKey = fields.valueUnlessZero(32);
      }
      case 0x06 -> {
        fields.expectKeyLength("Output Taproot Tree Key", 1);
        taprootTree = readTree(fields.value());
      }
      case 0x07 -> {
        fields.expectKeyLength("Output Taproot BIP32 Keypath", 33);
        taprootOrigins.putIfAbsent(fields.keyData(), fields.taprootOrigin("Output"));
      }
      case 0x08 -> fields.participants("Output", participants);
      default -> fields.other(unknown, proprietary);
    }
  }

  private static List<TaprootTree.Placed> readTree(Bytes value)
      throws DecodeException, PsbtException {
    if (value.isEmpty()) {
      throw FieldReader.failure("Output Taproot tree must not be empty");
    }
    var in = new ByteReader(value);
    var tree = new ArrayList<TaprootTree.Placed>();
    while (in.remaining() > 0) {
      int depth = in.uint8();
      int version = in.uint8();
      var script = new Script(in.sizedBytes());
      if (depth > MAX_DEPTH) {
        throw FieldReader.failure(
            "Output Taproot tree has as leaf greater than Taproot maximum depth");
      }
      if ((version & 1) != 0) {
        throw FieldReader.failure("Output Taproot tree has a leaf with an invalid leaf version");
      }
      tree.add(new TaprootTree.Placed(depth, version, script));
    }
    if (!TaprootTree.isTree(tree)) {
      throw FieldReader.failure("Output Taproot tree is malformed");
    }
    return tree;
  }

  void write(ByteWriter out, int version) {
    var fields = new FieldWriter(out);
    fields
        .fieldIfAny(0x00, redeemScript.bytes())
        .fieldIfAny(0x01, witnessScript.bytes())
        .origins(0x02, origins);
    if (version >= 2) {
      fields.field(0x03, new ByteWriter(8).int64(output.value().sats()).toBytes());
      fields.field(0x04, output.scriptPubKey().bytes());
    }
    fields.proprietary(proprietary).fieldIfAny(0x05, taprootInternalKey);
    if (!taprootTree.isEmpty()) {
      var value = new ByteWriter();
      for (var leaf : taprootTree) {
        value.uint8(leaf.depth()).uint8(leaf.version()).sizedBytes(leaf.script().bytes());
      }
      fields.field(0x06, value.toBytes());
    }
    fields.taprootOrigins(0x07, taprootOrigins).participants(0x08, participants);
    fields.unknown(unknown).end();
  }

  SignatureData toSignatureData() {
    var data = new SignatureData();
    data.redeemScript = redeemScript;
    data.witnessScript = witnessScript;
    origins.forEach(
        (key, origin) -> data.origins.put(Hash160.hash(key), new KeyOfOrigin(key, origin)));
    if (!taprootTree.isEmpty() && Secp256k1.instance().isXOnlyKey(taprootInternalKey)) {
      data.tree = TaprootTree.of(taprootInternalKey, taprootTree);
      data.tree.ifPresent(data.taproot::addAll);
    }
    data.taprootOrigins.putAll(taprootOrigins);
    taprootOrigins.keySet().forEach(key -> data.xOnlyKeys.put(Hash160.hash(key), key));
    data.participants.putAll(participants);
    return data;
  }

  void take(SignatureData data) {
    redeemScript = redeemScript.isEmpty() ? data.redeemScript : redeemScript;
    witnessScript = witnessScript.isEmpty() ? data.witnessScript : witnessScript;
    data.origins.values().forEach(key -> origins.putIfAbsent(key.publicKey(), key.origin()));
    if (!data.taproot.internalKey().isEmpty()) {
      taprootInternalKey = data.taproot.internalKey();
    }
    data.tree.ifPresent(tree -> {
      if (!tree.leaves().isEmpty()) {
        taprootTree =
            tree.leaves().stream()
                .map(leaf -> new TaprootTree.Placed(leaf.depth(), leaf.version(), leaf.script()))
                .toList();
      }
    });
    data.taprootOrigins.forEach(taprootOrigins::putIfAbsent);
    data.participants.forEach(participants::putIfAbsent);
  }

  void merge(PsbtOutput other) {
    other.origins.forEach(origins::putIfAbsent);
    other.proprietary.forEach(proprietary::putIfAbsent);
    other.unknown.forEach(unknown::putIfAbsent);
    other.taprootOrigins.forEach(taprootOrigins::putIfAbsent);
    redeemScript = redeemScript.isEmpty() ? other.redeemScript : redeemScript;
    witnessScript = witnessScript.isEmpty() ? other.witnessScript : witnessScript;
    taprootInternalKey =
        taprootInternalKey.isEmpty() ? other.taprootInternalKey : taprootInternalKey;
    taprootTree = taprootTree.isEmpty() ? other.taprootTree : taprootTree;
    other.participants.forEach(participants::putIfAbsent);
  }
}
