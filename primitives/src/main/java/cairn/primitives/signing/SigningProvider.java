package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.hd.KeyOrigin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is known of keys and scripts: which script or key has a hash, where a key comes from, and
 * the secret ones. It only grows. Not thread-safe.
 *
 * <p>Keys and scripts are found by their HASH160, in the order of which they are listed. An x-only
 * key is found by either of the two keys that it may be.
 */
public final class SigningProvider {
  private final Map<Bytes, Script> scripts = new TreeMap<>();
  private final Map<Bytes, Bytes> publicKeys = new TreeMap<>();
  private final Map<Bytes, KeyOrigin> origins = new TreeMap<>();
  private final Map<Bytes, PrivateKey> privateKeys = new TreeMap<>();
  private final Map<Bytes, TaprootTree> trees = new TreeMap<>();
  private final Map<Bytes, List<Bytes>> participants = new TreeMap<>();

  /** Adds a script, for outputs that have its hash. */
  public SigningProvider add(Script script) {
    scripts.putIfAbsent(Hash160.hash(script.bytes()), script);
    return this;
  }

  /** Adds a public key, of 33 or 65 bytes. */
  public SigningProvider addPublicKey(Bytes publicKey) {
    return addPublicKey(Hash160.hash(publicKey), publicKey);
  }

  /** Adds a public key under the hash of its x-only form. */
  public SigningProvider addXOnlyHash(Bytes publicKey) {
    return addPublicKey(Hash160.hash(publicKey.slice(1)), publicKey);
  }

  private SigningProvider addPublicKey(Bytes hash, Bytes publicKey) {
    publicKeys.putIfAbsent(hash, publicKey);
    return this;
  }

  /** Adds a public key and where it comes from. */
  public SigningProvider add(Bytes publicKey, KeyOrigin origin) {
    origins.putIfAbsent(Hash160.hash(publicKey), origin);
    return addPublicKey(publicKey);
  }

  /** Says that a key of which the origin is known has it at the end of a longer way. */
  public void extendOrigin(Bytes publicKey, KeyOrigin before) {
    origins.computeIfPresent(Hash160.hash(publicKey), (_, origin) -> origin.behind(before));
  }

  /** Adds a secret key, with its public one. */
  public SigningProvider add(PrivateKey key) {
    return addSecret(key).addPublicKey(key.publicKey());
  }

  /** Adds a secret key alone. */
  public SigningProvider addSecret(PrivateKey key) {
    privateKeys.putIfAbsent(Hash160.hash(key.publicKey()), key);
    return this;
  }

  /** Adds what a Taproot output commits to. */
  public SigningProvider add(TaprootTree tree) {
    trees.put(tree.outputKey().x(), tree);
    return this;
  }

  /** Adds the keys that an aggregate key is made of (BIP 327). */
  public SigningProvider addParticipants(Bytes aggregateKey, List<Bytes> keys) {
    participants.putIfAbsent(aggregateKey, List.copyOf(keys));
    return this;
  }

  /** Adds what {@code other} knows and this does not. */
  public SigningProvider addAll(SigningProvider other) {
    other.scripts.forEach(scripts::putIfAbsent);
    other.publicKeys.forEach(publicKeys::putIfAbsent);
    other.origins.forEach(origins::putIfAbsent);
    other.privateKeys.forEach(privateKeys::putIfAbsent);
    other.trees.forEach(trees::putIfAbsent);
    other.participants.forEach(participants::putIfAbsent);
    return this;
  }

  /** What this knows, without the secret keys. */
  public SigningProvider withoutSecrets() {
    var copy = new SigningProvider().addAll(this);
    copy.privateKeys.clear();
    return copy;
  }

  /** What this knows, without where keys come from. */
  public SigningProvider withoutOrigins() {
    var copy = new SigningProvider().addAll(this);
    copy.origins.clear();
    return copy;
  }

  public Optional<Script> script(Bytes hash160) {
    return Optional.ofNullable(scripts.get(hash160));
  }

  public Optional<Bytes> publicKey(Bytes hash160) {
    return Optional.ofNullable(publicKeys.get(hash160));
  }

  public Optional<KeyOrigin> origin(Bytes hash160) {
    return Optional.ofNullable(origins.get(hash160));
  }

  /** Where a key of 33 or 65 bytes comes from. */
  public Optional<KeyOrigin> originOf(Bytes publicKey) {
    return origins.isEmpty() ? Optional.empty() : origin(Hash160.hash(publicKey));
  }

  public Optional<PrivateKey> privateKey(Bytes hash160) {
    return Optional.ofNullable(privateKeys.get(hash160));
  }

  /** Where a key of 32 bytes comes from. */
  public Optional<KeyOrigin> originOfXOnly(Bytes key) {
    return origins.isEmpty() ? Optional.empty() : ofXOnly(key, this::origin);
  }

  /** The secret key of one of 32 bytes. */
  public Optional<PrivateKey> privateKeyOfXOnly(Bytes key) {
    return ofXOnly(key, this::privateKey);
  }

  private static <T> Optional<T> ofXOnly(Bytes key, Function<Bytes, Optional<T>> find) {
    return find.apply(Hash160.hash(Bytes.of(2).concat(key)))
        .or(() -> find.apply(Hash160.hash(Bytes.of(3).concat(key))));
  }

  /** What the Taproot output with this key commits to. */
  public Optional<TaprootTree> tree(Bytes outputKey) {
    return Optional.ofNullable(trees.get(outputKey));
  }

  /** By aggregate key, the keys that it is made of. */
  public Map<Bytes, List<Bytes>> participants() {
    return Map.copyOf(participants);
  }

  public boolean hasPrivateKeys() {
    return !privateKeys.isEmpty();
  }

  /** It does not print what it knows. */
  @Override
  public String toString() {
    return "SigningProvider";
  }
}
