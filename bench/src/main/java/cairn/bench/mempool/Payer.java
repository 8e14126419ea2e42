package cairn.bench.mempool;

import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_HASH160;

import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.WitnessProgram;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SignatureHasher;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.Collections;
import java.util.List;

/** Makes and signs transactions of one key, whose coins are P2WPKH. Thread-safe. */
final class Payer {
  private final Secp256k1 curve = Secp256k1.instance();
  private final SecretKey secret;
  private final Bytes publicKey;
  private final Script script;
  private final Script signedScript;

  /**
   * @param seed which key
   */
  Payer(long seed) {
    secret = new SecretKey(Sha256.hash(new ByteWriter().int64(seed).toBytes()));
    publicKey = curve.publicKey(secret);
    var hash = Hash160.hash(publicKey);
    script = new WitnessProgram(0, hash).toScript();
    signedScript =
        new ScriptBuilder()
            .op(OP_DUP)
            .op(OP_HASH160)
            .push(hash)
            .op(OP_EQUALVERIFY)
            .op(OP_CHECKSIG)
            .build();
  }

  Bytes publicKey() {
    return publicKey;
  }

  /** The transaction that spends one of these coins, and pays to itself. */
  Transaction pay(OutPoint coin, long sats, int outputs, long each) {
    var spent = List.of(new TxOut(new Amount(sats), script));
    var unsigned = List.of(new TxIn(coin, Script.EMPTY, TxIn.SEQUENCE_FINAL - 2));
    var made = Collections.nCopies(outputs, new TxOut(new Amount(each), script));
    var spending = new SpendingTransaction(Transaction.of(2, unsigned, made, 0), spent);
    var hash = new SignatureHasher(spending, 0).segwit(signedScript, HashType.ALL);
    var signature =
        new ByteWriter(73)
            .bytes(curve.signEcdsa(secret, hash).toDer())
            .uint8(HashType.ALL.bits())
            .toBytes();
    return Transaction.of(
        2, List.of(unsigned.getFirst().with(Witness.of(signature, publicKey))), made, 0);
  }
}
