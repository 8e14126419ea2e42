package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Witness;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what has the size of signatures, to tell how large a transaction is going to be. */
public record DummySignatureCreator(InputCheck check) implements SignatureCreator {
  /** A number of 32 bytes twice, in DER, and a hash type. */
  private static final Bytes ECDSA =
      Bytes.fromHex("3044" + "022001" + "00".repeat(31) + "022001" + "00".repeat(31) + "01");

  private static final Bytes SCHNORR = Bytes.wrap(new byte[64]);

  @Override
  public Optional<Bytes> ecdsa(
      SigningProvider provider, Bytes keyHash, Script scriptCode, boolean segwit) {
    return Optional.of(ECDSA);
  }

  @Override
  public Optional<Bytes> schnorr(
      SigningProvider provider, Bytes key, @Nullable Bytes leafHash, @Nullable Bytes merkleRoot) {
    return Optional.of(SCHNORR);
  }

  @Override
  public boolean isAfter(int lockTime) {
    return true;
  }

  @Override
  public boolean isOlder(int sequence) {
    return true;
  }

  @Override
  public boolean accepts(Script scriptSig, Script scriptPubKey, Witness witness) {
    return check.accepts(scriptSig, scriptPubKey, witness);
  }
}
