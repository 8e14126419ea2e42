package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Witness;
import cairn.primitives.miniscript.Fragment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one input: before signing what others have found, after it what was found and
 * made, and what is missing. Not thread-safe.
 *
 * <p>The fields are open, as those of a form that several fill in. Bytes and scripts that are not
 * known are empty.
 */
public final class SignatureData {
  /** Whether scriptSig and witness satisfy the output. */
  public boolean complete;

  /** Whether the output is spent by a witness. */
  public boolean witnessed;

  public Script scriptSig = Script.EMPTY;
  public Witness witness = Witness.EMPTY;
  public Script redeemScript = Script.EMPTY;
  public Script witnessScript = Script.EMPTY;

  /** ECDSA signatures, by the HASH160 of their keys. */
  public final NavigableMap<Bytes, KeyedSignature> signatures = new TreeMap<>();

  /** Keys of which the origin is known, by their HASH160. */
  public final NavigableMap<Bytes, KeyOfOrigin> origins = new TreeMap<>();

  public Bytes taprootKeySignature = Bytes.EMPTY;
  public final NavigableMap<KeyInLeaf, Bytes> taprootScriptSignatures = new TreeMap<>();
  public final TaprootSpendData taproot = new TaprootSpendData();
  public Optional<TaprootTree> tree = Optional.empty();

  /** Keys of 32 bytes of which the origin is known. */
  public final NavigableMap<Bytes, TaprootKeyOrigin> taprootOrigins = new TreeMap<>();

  /** By aggregate key, the keys that it is made of. */
  public final NavigableMap<Bytes, List<Bytes>> participants = new TreeMap<>();

  /** Keys of 32 bytes, by their HASH160. */
  public final NavigableMap<Bytes, Bytes> xOnlyKeys = new TreeMap<>();

  /** Preimages, by the kind of hash and the hash. */
  public final Map<Fragment, NavigableMap<Bytes, Bytes>> preimages = new EnumMap<>(Fragment.class);

  /** The HASH160 of keys that were sought. */
  public final List<Bytes> missingKeys = new ArrayList<>();

  /** The HASH160 of keys of which there is no signature. */
  public final List<Bytes> missingSignatures = new ArrayList<>();

  public Bytes missingRedeemScript = Bytes.EMPTY;
  public Bytes missingWitnessScript = Bytes.EMPTY;

  /**
   * Adds what {@code other} knows of the same input: all of it, if it is complete, and else scripts
   * and signatures.
   */
  public SignatureData merge(SignatureData other) {
    if (complete) {
      return this;
    }
    if (other.complete) {
      return other;
    }
    redeemScript = redeemScript.isEmpty() ? other.redeemScript : redeemScript;
    witnessScript = witnessScript.isEmpty() ? other.witnessScript : witnessScript;
    other.signatures.forEach(signatures::putIfAbsent);
    return this;
  }
}
