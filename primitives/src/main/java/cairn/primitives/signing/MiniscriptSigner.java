package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.miniscript.Availability;
import cairn.primitives.miniscript.Fragment;
import cairn.primitives.miniscript.Miniscript;
import cairn.primitives.miniscript.Satisfaction;
import cairn.primitives.miniscript.Satisfier;
import cairn.primitives.miniscript.ScriptContext;
import cairn.primitives.miniscript.ScriptKeys;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Satisfies a script that is a miniscript.
 *
 * @param leafHash of a leaf of a Taproot output; empty for the script of a version 0 program
 */
record MiniscriptSigner(
    SigningProvider provider,
    SignatureCreator creator,
    SignatureData data,
    Script script,
    Optional<Bytes> leafHash)
    implements ScriptKeys<Bytes>, Satisfier<Bytes> {

  Satisfaction satisfy(ScriptContext context) {
    return Miniscript.ofScript(script, context, this, Function.identity())
        .map(miniscript -> Satisfaction.of(miniscript, this))
        .orElseGet(() -> new Satisfaction(Availability.NO, List.of()));
  }

  @Override
  public Optional<Bytes> ofBytes(Bytes key) {
    boolean fits =
        leafHash.isPresent()
            ? key.length() == PublicKeyEncoding.X_ONLY_LENGTH
            : PublicKeyEncoding.isCompressed(key);
    return fits ? Optional.of(key) : Optional.empty();
  }

  @Override
  public Optional<Bytes> ofHash(Bytes hash) {
    var key = Signer.publicKey(provider, data, hash);
    if (key.isEmpty()) {
      data.missingKeys.add(hash);
    }
    return leafHash.isPresent() ? key.map(bytes -> bytes.slice(1)) : key;
  }

  @Override
  public Bytes publicKey(Bytes key) {
    return key;
  }

  @Override
  public Answer signature(Bytes key) {
    var signature =
        leafHash.isPresent()
            ? new TaprootSigner(provider, creator, data).scriptSignature(key, leafHash.get())
            : Signer.signature(provider, creator, data, key, script, true);
    return signature.map(bytes -> new Answer(Availability.YES, bytes)).orElse(Answer.NO);
  }

  @Override
  public Answer preimage(Fragment hashing, Bytes hash) {
    var known = data.preimages.get(hashing);
    var preimage = known == null ? null : known.get(hash);
    return preimage == null ? Answer.NO : new Answer(Availability.YES, preimage);
  }

  @Override
  public boolean isAfter(int lockTime) {
    return creator.isAfter(lockTime);
  }

  @Override
  public boolean isOlder(int sequence) {
    return creator.isOlder(sequence);
  }
}
