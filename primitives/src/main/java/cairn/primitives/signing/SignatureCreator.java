package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Witness;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes signatures for one input, and tells whether what is made of them satisfies it. */
public interface SignatureCreator {
  /**
   * An ECDSA signature with its hash type, if the secret key is known.
   *
   * @param keyHash the HASH160 of the public key
   * @param segwit whether it stands in a witness of version 0 (BIP 143)
   */
  Optional<Bytes> ecdsa(SigningProvider provider, Bytes keyHash, Script scriptCode, boolean segwit);

  /**
   * A Schnorr signature with its hash type, if the secret key is known.
   *
   * @param key 32 bytes
   * @param leafHash of the script that it is for; null for the output's own key
   * @param merkleRoot what the key is tweaked with to be the output's: 32 bytes, or none where it
   *     has no scripts; null if it is not tweaked
   */
  Optional<Bytes> schnorr(
      SigningProvider provider, Bytes key, @Nullable Bytes leafHash, @Nullable Bytes merkleRoot);

  /** Whether the transaction's lock time satisfies {@code after} (BIP 65). */
  boolean isAfter(int lockTime);

  /** Whether the input's sequence satisfies {@code older} (BIP 112). */
  boolean isOlder(int sequence);

  /** Whether the input would be valid, by the rules of relay. */
  boolean accepts(Script scriptSig, Script scriptPubKey, Witness witness);
}
