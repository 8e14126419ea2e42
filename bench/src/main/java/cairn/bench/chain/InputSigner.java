package cairn.bench.chain;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SignatureHasher;
import cairn.primitives.sighash.SpendingTransaction;
import cairn.primitives.sighash.TaprootContext;
import java.util.ArrayList;
import java.util.List;

/** Signs planned transactions, each input as its coin demands. Thread-safe. */
final class InputSigner {
  private static final Bytes NO_RANDOMNESS = Bytes.wrap(new byte[32]);

  private final Secp256k1 curve = Secp256k1.instance();
  private final Scripts scripts;

  InputSigner(Scripts scripts) {
    this.scripts = scripts;
  }

  /** Signs all inputs; those that it spends must have been signed before. */
  Transaction sign(PlannedTransaction planned) {
    var spent = planned.spent();
    var outputs = planned.outputs(scripts);
    var unsigned = new ArrayList<TxIn>(spent.size());
    var spentOutputs = new ArrayList<TxOut>(spent.size());
    for (var coin : spent) {
      unsigned.add(new TxIn(coin.outPoint(), Script.EMPTY, TxIn.SEQUENCE_FINAL - 2));
      spentOutputs.add(scripts.output(coin));
    }
    var version = planned.version();
    var spending =
        new SpendingTransaction(Transaction.of(version, unsigned, outputs, 0), spentOutputs);
    var signed = new ArrayList<TxIn>(spent.size());
    for (int i = 0; i < spent.size(); i++) {
      signed.add(sign(unsigned.get(i), spent.get(i), new SignatureHasher(spending, i)));
    }
    return Transaction.of(version, signed, outputs, 0);
  }

  private TxIn sign(TxIn input, SpendableCoin coin, SignatureHasher hasher) {
    var key = scripts.key(coin);
    return switch (coin.kind()) {
      case P2WPKH -> input.with(publicKeyHashWitness(coin, hasher));
      case P2SH_P2WPKH ->
          input
              .with(new ScriptBuilder().push(scripts.witnessKeyHash(coin).bytes()).build())
              .with(publicKeyHashWitness(coin, hasher));
      case P2TR_KEY ->
          input.with(Witness.of(signSchnorr(key.tapSecret(), hasher, TaprootContext.KEY_PATH)));
      case P2TR_SCRIPT -> input.with(leafWitness(key, hasher));
      case P2PKH -> {
        var hash = hasher.legacy(scripts.payToPublicKeyHash(coin), HashType.ALL);
        yield input.with(
            new ScriptBuilder().push(signEcdsa(key.secret(), hash)).push(key.publicKey()).build());
      }
      case P2WSH_MULTISIG -> input.with(multisigWitness(coin, hasher));
      case P2SH_MULTISIG -> input.with(multisigScript(coin, hasher));
    };
  }

  private Witness publicKeyHashWitness(SpendableCoin coin, SignatureHasher hasher) {
    var key = scripts.key(coin);
    var hash = hasher.segwit(scripts.payToPublicKeyHash(coin), HashType.ALL);
    return Witness.of(signEcdsa(key.secret(), hash), key.publicKey());
  }

  private Witness leafWitness(KeyRing.Key key, SignatureHasher hasher) {
    var context =
        new TaprootContext(
            null, KeyRing.Key.leafHash(key.leaf()), TaprootContext.NO_CODE_SEPARATOR);
    return Witness.of(
        signSchnorr(key.secret(), hasher, context), key.leaf().bytes(), key.controlBlock());
  }

  private Witness multisigWitness(SpendableCoin coin, SignatureHasher hasher) {
    var script = scripts.multisig(coin);
    var hash = hasher.segwit(script, HashType.ALL);
    var items = new ArrayList<Bytes>();
    items.add(Bytes.EMPTY);
    items.addAll(multisigSignatures(coin, hash));
    items.add(script.bytes());
    return new Witness(items);
  }

  private Script multisigScript(SpendableCoin coin, SignatureHasher hasher) {
    var script = scripts.multisig(coin);
    var hash = hasher.legacy(script, HashType.ALL);
    var scriptSig = new ScriptBuilder().push(Bytes.EMPTY);
    multisigSignatures(coin, hash).forEach(scriptSig::push);
    return scriptSig.push(script.bytes()).build();
  }

  /** By two of the three keys; which two differs from coin to coin. */
  private List<Bytes> multisigSignatures(SpendableCoin coin, Bytes hash) {
    var signatures = new ArrayList<Bytes>(Scripts.MULTISIG_SIGNATURES);
    int absent = coin.index() % (Scripts.MULTISIG_SIGNATURES + 1);
    for (int i = 0; i <= Scripts.MULTISIG_SIGNATURES; i++) {
      if (i != absent) {
        signatures.add(signEcdsa(scripts.multisigKey(coin, i).secret(), hash));
      }
    }
    return signatures;
  }

  private Bytes signEcdsa(SecretKey secret, Bytes hash) {
    return new ByteWriter(73)
        .bytes(curve.signEcdsa(secret, hash).toDer())
        .uint8(HashType.ALL.bits())
        .toBytes();
  }

  private Bytes signSchnorr(SecretKey secret, SignatureHasher hasher, TaprootContext context) {
    var hash = hasher.taproot(HashType.DEFAULT, context);
    if (hash == null) {
      throw new AssertionError("the default hash type covers any transaction");
    }
    return curve.signSchnorr(secret, hash, NO_RANDOMNESS);
  }
}
