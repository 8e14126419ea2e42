package cairn.primitives.address;

import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_HASH160;
import static cairn.primitives.Opcode.OP_RETURN;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.crypto.PublicKeyEncoding;

/**
 * What an output script is, told by its form alone, and the data in it: what Core's Solver tells.
 * No rule of consensus depends on it, but relay, wallets and RPC do.
 */
public sealed interface OutputTemplate
    permits OutputTemplate.ToAddress,
        OutputTemplate.ToPublicKey,
        OutputTemplate.NullData,
        OutputTemplate.Nonstandard,
        Multisig {

  TxoutType type();

  /** What {@code scriptPubKey} is. */
  static OutputTemplate of(Script scriptPubKey) {
    var bytes = scriptPubKey.bytes();
    if (scriptPubKey.isPayToScriptHash()) {
      return new ToAddress(new Address.ScriptHash(bytes.slice(2, 22)));
    }
    var program = scriptPubKey.witnessProgram();
    if (program != null) {
      return Address.Segwit.of(program)
          .<OutputTemplate>map(ToAddress::new)
          .orElseGet(Nonstandard::new);
    }
    if (isNullData(bytes)) {
      return new NullData();
    }
    if (isPayToPublicKeyHash(bytes)) {
      return new ToAddress(new Address.PublicKeyHash(bytes.slice(3, 23)));
    }
    if (isPayToPublicKey(bytes)) {
      return new ToPublicKey(bytes.slice(1, bytes.length() - 1));
    }
    return Multisig.of(scriptPubKey).<OutputTemplate>map(m -> m).orElseGet(Nonstandard::new);
  }

  /** A kind that has an address. */
  record ToAddress(Address address) implements OutputTemplate {
    @Override
    public TxoutType type() {
      return address.type();
    }
  }

  /**
   * P2PK: whoever has this key.
   *
   * @param publicKey 33 or 65 bytes, as its first byte says; it need not be a point of the curve
   */
  record ToPublicKey(Bytes publicKey) implements OutputTemplate {
    public Script scriptPubKey() {
      return new ScriptBuilder().push(publicKey).op(OP_CHECKSIG).build();
    }

    @Override
    public TxoutType type() {
      return TxoutType.PUBKEY;
    }
  }

  /** OP_RETURN, then pushes: nobody, ever. */
  record NullData() implements OutputTemplate {
    @Override
    public TxoutType type() {
      return TxoutType.NULL_DATA;
    }
  }

  /** Anything else. */
  record Nonstandard() implements OutputTemplate {
    @Override
    public TxoutType type() {
      return TxoutType.NONSTANDARD;
    }
  }

  private static boolean isNullData(Bytes script) {
    return !script.isEmpty()
        && script.unsigned(0) == OP_RETURN
        && new Script(script.slice(1)).isPushOnly();
  }

  private static boolean isPayToPublicKey(Bytes script) {
    int length = script.length();
    return (length == 35 || length == 67)
        && script.unsigned(0) == length - 2
        && script.unsigned(length - 1) == OP_CHECKSIG
        && PublicKeyEncoding.isWellFormed(script.slice(1, length - 1));
  }

  private static boolean isPayToPublicKeyHash(Bytes script) {
    return script.length() == 25
        && script.unsigned(0) == OP_DUP
        && script.unsigned(1) == OP_HASH160
        && script.unsigned(2) == 20
        && script.unsigned(23) == OP_EQUALVERIFY
        && script.unsigned(24) == OP_CHECKSIG;
  }
}
