package cairn.primitives.signedmessage;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.address.Address;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import java.nio.charset.StandardCharsets;

/**
 * A text that someone signs to show that an address is theirs.
 *
 * @param magic what is hashed before the text, so that no signature of a message is one of a
 *     transaction
 */
public record Message(String magic, String text) {
  /** The magic of all of Bitcoin's networks. */
  public static final String BITCOIN = "Bitcoin Signed Message:\n";

  /** A message on any of Bitcoin's networks. */
  public Message(String text) {
    this(BITCOIN, text);
  }

  /** What is signed: SHA-256, twice, of magic and text in UTF-8, each after its length. */
  public Bytes hash() {
    var bytes = new ByteWriter().sizedBytes(utf8(magic)).sizedBytes(utf8(text));
    return new Sha256().update(bytes).finishTwice();
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Signs for the P2PKH address of {@code key}, as {@code signmessage} does. */
  public MessageSignature sign(PrivateKey key) {
    return sign(
        key.secret(),
        key.compressed() ? KeyAddress.P2PKH_COMPRESSED : KeyAddress.P2PKH_UNCOMPRESSED);
  }

  /** Signs for one of a key's addresses (BIP 137). Core verifies none but those of P2PKH. */
  public MessageSignature sign(SecretKey secret, KeyAddress address) {
    return MessageSignature.of(address, Secp256k1.instance().signRecoverable(secret, hash()));
  }

  /**
   * Whether the key of {@code address} has signed this. For P2PKH that is what {@code
   * verifymessage} answers, for P2WPKH, also in P2SH, what BIP 137 says. An address that is not of
   * one key has signed nothing.
   */
  public boolean isSignedFor(Address address, MessageSignature signature) {
    return signature.isFor(address, hash());
  }
}
