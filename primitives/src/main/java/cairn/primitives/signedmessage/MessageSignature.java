package cairn.primitives.signedmessage;

import static cairn.primitives.address.TextException.Reason.CHARACTER;
import static cairn.primitives.address.TextException.Reason.LENGTH;

import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.EcdsaSignature;
import cairn.primitives.crypto.RecoverableSignature;
import cairn.primitives.crypto.Secp256k1;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signature of a {@link Message}, from which the public key that made it can be computed.
 *
 * @param header 27, and the recovery id, and 4 for each kind of address before the one that is
 *     signed for (BIP 137), so 27 to 42; a stranger's may be any, 0 to 255
 */
public record MessageSignature(int header, EcdsaSignature signature) {
  private static final int FIRST_HEADER = 27;
  private static final int RECOVERY_IDS = 4;
  private static final List<KeyAddress> KINDS = List.of(KeyAddress.values());

  /**
   * Checks the header.
   *
   * @throws IllegalArgumentException if it is no byte
   */
  public MessageSignature {
    if (header < 0 || header > 0xff) {
      throw new IllegalArgumentException("the header is a byte, 0 to 255, not " + header);
    }
  }

  static MessageSignature of(KeyAddress kind, RecoverableSignature signature) {
    int header = FIRST_HEADER + RECOVERY_IDS * kind.ordinal() + signature.recoveryId();
    return new MessageSignature(header, signature.signature());
  }

  /**
   * Reads the header, then r and s.
   *
   * @throws DecodeException if these are not 65 bytes
   */
  public static MessageSignature decode(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    var signature =
        new MessageSignature(
            in.uint8(), new EcdsaSignature(in.bytes(EcdsaSignature.COMPACT_LENGTH)));
    in.expectEnd();
    return signature;
  }

  /**
   * Reads a signature as people hand it on.
   *
   * @throws TextException with {@code CHARACTER} if {@code text} is not Base64, padding included,
   *     with {@code LENGTH} if it does not stand for 65 bytes
   */
  public static MessageSignature parse(String text) throws TextException {
    try {
      return decode(base64(text));
    } catch (DecodeException e) {
      throw new TextException(LENGTH, "Invalid length of signature");
    }
  }

  /** What Core takes for Base64 is what an encoder writes; the JDK's decoder takes more. */
  private static Bytes base64(String text) throws TextException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw malformed();
    }
    return Bytes.wrap(bytes);
  }

  private static TextException malformed() {
    return new TextException(CHARACTER, "Malformed base64 encoding");
  }

  /** The header, then r and s: 65 bytes. */
  public Bytes bytes() {
    return Bytes.of(header).concat(signature.compact());
  }

  /** The 65 bytes in Base64. */
  public String text() {
    return Base64.getEncoder().encodeToString(bytes().toArray());
  }

  /** For which address of its key a message was signed; empty if the header is not of BIP 137. */
  public Optional<KeyAddress> kind() {
    int kind = Math.floorDiv(header - FIRST_HEADER, RECOVERY_IDS);
    return kind >= 0 && kind < KINDS.size() ? Optional.of(KINDS.get(kind)) : Optional.empty();
  }

  /**
   * Whether the key that signed {@code hash} has this address. For P2PKH every header will do, of
   * which only the lowest bits count, as Core has it; for others it is one of BIP 137.
   */
  boolean isFor(Address address, Bytes hash) {
    var kind = address instanceof Address.PublicKeyHash ? Optional.of(legacyKind()) : kind();
    return kind.flatMap(of -> signerOf(hash).map(of::address)).equals(Optional.of(address));
  }

  private KeyAddress legacyKind() {
    boolean compressed = ((header - FIRST_HEADER) & RECOVERY_IDS) != 0;
    return compressed ? KeyAddress.P2PKH_COMPRESSED : KeyAddress.P2PKH_UNCOMPRESSED;
  }

  private Optional<Bytes> signerOf(Bytes hash) {
    int recoveryId = Math.floorMod(header - FIRST_HEADER, RECOVERY_IDS);
    return Secp256k1.instance().recover(new RecoverableSignature(signature, recoveryId), hash);
  }
}
