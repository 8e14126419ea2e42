package cairn.primitives.address;

import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_HASH160;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.WitnessProgram;
import cairn.primitives.crypto.Hash160;
import java.util.Optional;

/**
 * Where coins can be sent to: an output script of a kind that has a text.
 *
 * <p>Address and script say the same. The text says one thing more, which network is meant, and
 * that is why it takes an {@link AddressFormat}.
 */
public sealed interface Address {
  /** The address that {@code scriptPubKey} pays to, if it is of a kind that has one. */
  static Optional<Address> of(Script scriptPubKey) {
    return OutputTemplate.of(scriptPubKey) instanceof OutputTemplate.ToAddress(var address)
        ? Optional.of(address)
        : Optional.empty();
  }

  /**
   * Reads an address of the network that {@code format} belongs to.
   *
   * @throws TextException if {@code text} is not one; the message is the one that Core's {@code
   *     validateaddress} gives
   */
  static Address parse(String text, AddressFormat format) throws TextException {
    return AddressText.parse(text, format);
  }

  /** The address as people write it: Base58Check, Bech32 or Bech32m. */
  default String text(AddressFormat format) {
    return AddressText.of(this, format);
  }

  /** The script of an output that pays to it. */
  Script scriptPubKey();

  TxoutType type();

  /**
   * P2PKH: whoever has the key with this hash.
   *
   * @param hash 20 bytes, RIPEMD-160 of the public key's SHA-256
   */
  record PublicKeyHash(Bytes hash) implements Address {
    public PublicKeyHash {
      requireLength(hash, Hash160.LENGTH);
    }

    /** The address of a public key, compressed or not. */
    public static PublicKeyHash of(Bytes publicKey) {
      return new PublicKeyHash(Hash160.hash(publicKey));
    }

    @Override
    public Script scriptPubKey() {
      return new ScriptBuilder()
          .op(OP_DUP)
          .op(OP_HASH160)
          .push(hash)
          .op(OP_EQUALVERIFY)
          .op(OP_CHECKSIG)
          .build();
    }

    @Override
    public TxoutType type() {
      return TxoutType.PUBKEYHASH;
    }
  }

  /**
   * P2SH: whoever satisfies the script with this hash (BIP 16).
   *
   * @param hash 20 bytes, RIPEMD-160 of the script's SHA-256
   */
  record ScriptHash(Bytes hash) implements Address {
    public ScriptHash {
      requireLength(hash, Hash160.LENGTH);
    }

    /** The address of a script. */
    public static ScriptHash of(Script script) {
      return new ScriptHash(Hash160.hash(script.bytes()));
    }

    @Override
    public Script scriptPubKey() {
      return new ScriptBuilder().op(OP_HASH160).push(hash).op(OP_EQUAL).build();
    }

    @Override
    public TxoutType type() {
      return TxoutType.SCRIPTHASH;
    }
  }

  /** A witness program (BIP 141). */
  sealed interface Segwit extends Address {
    /** What {@code program} is; none for version 0 with a length that BIP 141 gives no meaning. */
    static Optional<Address> of(WitnessProgram program) {
      if (program.isPayToWitnessPublicKeyHash()) {
        return Optional.of(new WitnessPublicKeyHash(program.program()));
      }
      if (program.isPayToWitnessScriptHash()) {
        return Optional.of(new WitnessScriptHash(program.program()));
      }
      if (program.isPayToTaproot()) {
        return Optional.of(new Taproot(program.program()));
      }
      if (program.isPayToAnchor()) {
        return Optional.of(new Anchor());
      }
      return program.version() == 0 ? Optional.empty() : Optional.of(new Future(program));
    }

    WitnessProgram program();

    @Override
    default Script scriptPubKey() {
      return program().toScript();
    }
  }

  /**
   * P2WPKH: whoever has the key with this hash (BIP 141).
   *
   * @param hash 20 bytes, RIPEMD-160 of the compressed public key's SHA-256
   */
  record WitnessPublicKeyHash(Bytes hash) implements Segwit {
    public WitnessPublicKeyHash {
      requireLength(hash, Hash160.LENGTH);
    }

    /** The address of a compressed public key. */
    public static WitnessPublicKeyHash of(Bytes publicKey) {
      return new WitnessPublicKeyHash(Hash160.hash(publicKey));
    }

    @Override
    public WitnessProgram program() {
      return new WitnessProgram(0, hash);
    }

    @Override
    public TxoutType type() {
      return TxoutType.WITNESS_V0_KEYHASH;
    }
  }

  /**
   * P2WSH: whoever satisfies the script with this hash (BIP 141).
   *
   * @param hash 32 bytes, the script's SHA-256
   */
  record WitnessScriptHash(Bytes hash) implements Segwit {
    public WitnessScriptHash {
      requireLength(hash, 32);
    }

    /** The address of a script. */
    public static WitnessScriptHash of(Script script) {
      return new WitnessScriptHash(Sha256.hash(script.bytes()));
    }

    @Override
    public WitnessProgram program() {
      return new WitnessProgram(0, hash);
    }

    @Override
    public TxoutType type() {
      return TxoutType.WITNESS_V0_SCRIPTHASH;
    }
  }

  /**
   * P2TR: whoever signs for this key or satisfies a script that it commits to (BIP 341).
   *
   * @param outputKey 32 bytes, the X coordinate; they need not be a point of the curve
   */
  record Taproot(Bytes outputKey) implements Segwit {
    public Taproot {
      requireLength(outputKey, 32);
    }

    @Override
    public WitnessProgram program() {
      return new WitnessProgram(1, outputKey);
    }

    @Override
    public TxoutType type() {
      return TxoutType.WITNESS_V1_TAPROOT;
    }
  }

  /** P2A, pay to anchor: anyone. For outputs that are there only to be spent with a higher fee. */
  record Anchor() implements Segwit {
    private static final Bytes PROGRAM = Bytes.of(0x4e, 0x73);

    @Override
    public WitnessProgram program() {
      return new WitnessProgram(1, PROGRAM);
    }

    @Override
    public TxoutType type() {
      return TxoutType.ANCHOR;
    }
  }

  /**
   * A program of a version or length that no soft fork has given a meaning yet.
   *
   * @param program of version 1 to 16, with 2 to 40 bytes
   */
  record Future(WitnessProgram program) implements Segwit {
    public Future {
      boolean known = program.isPayToTaproot() || program.isPayToAnchor();
      int length = program.program().length();
      if (known
          || program.version() < 1
          || program.version() > 16
          || length < WitnessProgram.MIN_LENGTH
          || length > WitnessProgram.MAX_LENGTH) {
        throw new IllegalArgumentException("no program of a future version: " + program);
      }
    }

    @Override
    public TxoutType type() {
      return TxoutType.WITNESS_UNKNOWN;
    }
  }

  private static void requireLength(Bytes bytes, int length) {
    if (bytes.length() != length) {
      throw new IllegalArgumentException(length + " bytes, not " + bytes.length());
    }
  }
}
