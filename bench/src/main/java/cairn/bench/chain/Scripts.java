package cairn.bench.chain;

import static cairn.primitives.Opcode.OP_CHECKMULTISIG;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_HASH160;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.TxOut;
import cairn.primitives.WitnessProgram;
import cairn.primitives.crypto.Hash160;

/** The scripts that the generated coins pay to. */
final class Scripts {
  private static final int MULTISIG_KEYS = 3;
  static final int MULTISIG_SIGNATURES = 2;

  private final KeyRing keys;

  Scripts(KeyRing keys) {
    this.keys = keys;
  }

  KeyRing.Key key(SpendableCoin coin) {
    return keys.get(coin.key());
  }

  /** Key {@code which}, 0 to 2, of a multisig coin. */
  KeyRing.Key multisigKey(SpendableCoin coin, int which) {
    return keys.get(coin.key() + which);
  }

  TxOut output(SpendableCoin coin) {
    return new TxOut(new Amount(coin.sats()), scriptPubKey(coin));
  }

  Script scriptPubKey(SpendableCoin coin) {
    return switch (coin.kind()) {
      case P2WPKH -> witnessKeyHash(coin);
      case P2TR_KEY -> new WitnessProgram(1, key(coin).tapKey().x()).toScript();
      case P2TR_SCRIPT -> new WitnessProgram(1, key(coin).treeKey().x()).toScript();
      case P2PKH -> payToPublicKeyHash(coin);
      case P2SH_P2WPKH -> payToScriptHash(witnessKeyHash(coin));
      case P2WSH_MULTISIG -> new WitnessProgram(0, Sha256.hash(multisig(coin).bytes())).toScript();
      case P2SH_MULTISIG -> payToScriptHash(multisig(coin));
    };
  }

  /** Spends a single key's hash; also what BIP 143 signs for P2WPKH. */
  Script payToPublicKeyHash(SpendableCoin coin) {
    return new ScriptBuilder()
        .op(OP_DUP)
        .op(OP_HASH160)
        .push(Hash160.hash(key(coin).publicKey()))
        .op(OP_EQUALVERIFY)
        .op(OP_CHECKSIG)
        .build();
  }

  Script witnessKeyHash(SpendableCoin coin) {
    return new WitnessProgram(0, Hash160.hash(key(coin).publicKey())).toScript();
  }

  Script multisig(SpendableCoin coin) {
    var script = new ScriptBuilder().number(MULTISIG_SIGNATURES);
    for (int i = 0; i < MULTISIG_KEYS; i++) {
      script.push(multisigKey(coin, i).publicKey());
    }
    return script.number(MULTISIG_KEYS).op(OP_CHECKMULTISIG).build();
  }

  private static Script payToScriptHash(Script script) {
    Bytes hash = Hash160.hash(script.bytes());
    return new ScriptBuilder().op(OP_HASH160).push(hash).op(OP_EQUAL).build();
  }

  /** The most that an input spending such a coin weighs. */
  static int inputWeight(CoinKind kind) {
    return 4 * 41
        + switch (kind) {
          case P2WPKH -> 108;
          case P2TR_KEY -> 66;
          case P2TR_SCRIPT -> 134;
          case P2PKH -> 4 * 107;
          case P2SH_P2WPKH -> 4 * 23 + 108;
          case P2WSH_MULTISIG -> 254;
          case P2SH_MULTISIG -> 4 * 256;
        };
  }

  /** What an output paying to such a coin weighs. */
  static int outputWeight(CoinKind kind) {
    return 4
        * (9
            + switch (kind) {
              case P2WPKH -> 22;
              case P2TR_KEY, P2TR_SCRIPT, P2WSH_MULTISIG -> 34;
              case P2PKH -> 25;
              case P2SH_P2WPKH, P2SH_MULTISIG -> 23;
            });
  }
}
