package cairn.primitives.descriptor;

import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.MusigKeys;
import cairn.primitives.hd.ChildNumber;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.ExtendedPublicKey;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.hd.KeyPath;
import cairn.primitives.hd.Lineage;
import cairn.primitives.signing.SigningProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key expression (BIP 380, BIP 390): one public key, or one for each index. */
sealed interface DescriptorKey {
  /** Whether there is another key for each index. */
  boolean isRange();

  /** Bytes of each of the keys, where it is pushed as it is. */
  int length();

  /** Whether it is an extended key. */
  boolean isExtended();

  /**
   * The key, of 33 or 65 bytes, which is added to {@code out} with its origin.
   *
   * @param index without meaning where this is no range
   * @param secrets where hardened steps find their keys
   * @return empty if a secret key is missing, or one in 2^127 times
   */
  Optional<Bytes> expand(int index, SigningProvider secrets, SigningProvider out);

  /** Adds the secret keys, those that {@code secrets} knows, to {@code out}. */
  void expandPrivate(int index, SigningProvider secrets, SigningProvider out);

  /** The expression, with the secret keys that {@code secrets} knows. */
  String text(AddressFormat format, SigningProvider secrets);

  /**
   * One key.
   *
   * @param xOnly whether it is written in 32 bytes; {@code key} has 33 nevertheless
   */
  record Constant(Bytes key, boolean xOnly) implements DescriptorKey {
    @Override
    public boolean isRange() {
      return false;
    }

    @Override
    public int length() {
      return key.length();
    }

    @Override
    public boolean isExtended() {
      return false;
    }

    @Override
    public Optional<Bytes> expand(int index, SigningProvider secrets, SigningProvider out) {
      var fingerprint = Hash160.hash(key).slice(0, 4);
      out.add(key, new KeyOrigin(fingerprint, KeyPath.EMPTY));
      return Optional.of(key);
    }

    private Optional<PrivateKey> secret(SigningProvider secrets) {
      if (!secrets.hasPrivateKeys()) {
        return Optional.empty(); // without a hash to look for
      }
      return xOnly
          ? secrets.privateKeyOfXOnly(key.slice(1))
          : secrets.privateKey(Hash160.hash(key));
    }

    @Override
    public void expandPrivate(int index, SigningProvider secrets, SigningProvider out) {
      secret(secrets).ifPresent(out::addSecret);
    }

    @Override
    public String text(AddressFormat format, SigningProvider secrets) {
      return secret(secrets)
          .map(secret -> secret.text(format))
          .orElse(xOnly ? key.slice(1).toHex() : key.toHex());
    }
  }

  /** Whether and how a child of an extended key is chosen by the index. */
  enum Wildcard {
    NONE,
    NORMAL,
    HARDENED
  }

  /**
   * An extended key, or its descendants.
   *
   * @param apostrophe whether hardened steps are written with an apostrophe
   */
  record Extended(
      ExtendedPublicKey root, List<ChildNumber> path, Wildcard wildcard, boolean apostrophe)
      implements DescriptorKey {
    private static final int LENGTH = 33;

    @Override
    public boolean isRange() {
      return wildcard != Wildcard.NONE;
    }

    @Override
    public int length() {
      return LENGTH;
    }

    @Override
    public boolean isExtended() {
      return true;
    }

    private KeyPath pathTo(int index) {
      var whole = new KeyPath(path);
      return switch (wildcard) {
        case NONE -> whole;
        case NORMAL -> whole.then(ChildNumber.normal(index));
        case HARDENED -> whole.then(ChildNumber.hardened(index));
      };
    }

    private Optional<ExtendedPrivateKey> rootSecret(SigningProvider secrets) {
      return secrets
          .privateKey(Hash160.hash(root.publicKey()))
          .map(key -> new ExtendedPrivateKey(key.secret(), root.chainCode(), root.lineage()));
    }

    @Override
    public Optional<Bytes> expand(int index, SigningProvider secrets, SigningProvider out) {
      var whole = pathTo(index);
      var key =
          whole.isHardened()
              ? rootSecret(secrets)
                  .flatMap(secret -> secret.derive(whole))
                  .map(ExtendedPrivateKey::toPublic)
              : root.derive(whole);
      var origin = new KeyOrigin(Hash160.hash(root.publicKey()).slice(0, 4), whole);
      key.ifPresent(derived -> out.add(derived.publicKey(), origin));
      return key.map(ExtendedPublicKey::publicKey);
    }

    @Override
    public void expandPrivate(int index, SigningProvider secrets, SigningProvider out) {
      rootSecret(secrets)
          .flatMap(secret -> secret.derive(pathTo(index)))
          .ifPresent(key -> out.addSecret(new PrivateKey(key.secret(), true)));
    }

    @Override
    public String text(AddressFormat format, SigningProvider secrets) {
      var key = rootSecret(secrets).map(secret -> secret.text(format)).orElse(root.text(format));
      var end =
          switch (wildcard) {
            case NONE -> "";
            case NORMAL -> "/*";
            case HARDENED -> apostrophe ? "/*'" : "/*h";
          };
      return key + KeyOrigin.text(path, apostrophe) + end;
    }
  }

  /** A key of which is said where it comes from. */
  record WithOrigin(KeyOrigin origin, DescriptorKey key, boolean apostrophe)
      implements DescriptorKey {
    @Override
    public boolean isRange() {
      return key.isRange();
    }

    @Override
    public int length() {
      return key.length();
    }

    @Override
    public boolean isExtended() {
      return key.isExtended();
    }

    @Override
    public Optional<Bytes> expand(int index, SigningProvider secrets, SigningProvider out) {
      var expanded = key.expand(index, secrets, out);
      expanded.ifPresent(bytes -> out.extendOrigin(bytes, origin));
      return expanded;
    }

    @Override
    public void expandPrivate(int index, SigningProvider secrets, SigningProvider out) {
      key.expandPrivate(index, secrets, out);
    }

    @Override
    public String text(AddressFormat format, SigningProvider secrets) {
      return "["
          + origin.fingerprint()
          + KeyOrigin.text(origin.path().steps(), apostrophe)
          + "]"
          + key.text(format, secrets);
    }
  }

  /**
   * The aggregate of several keys (BIP 390), or its descendants (BIP 328).
   *
   * @param wildcard not hardened
   */
  record Musig(List<DescriptorKey> participants, List<ChildNumber> path, Wildcard wildcard)
      implements DescriptorKey {
    /** What stands for the chain code of all aggregate keys. */
    private static final Bytes CHAIN_CODE =
        Bytes.fromHex("868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965");

    private static final int LENGTH = 32;

    @Override
    public boolean isRange() {
      return wildcard != Wildcard.NONE || participants.stream().anyMatch(DescriptorKey::isRange);
    }

    @Override
    public int length() {
      return LENGTH;
    }

    @Override
    public boolean isExtended() {
      return participants.stream().allMatch(DescriptorKey::isExtended);
    }

    @Override
    public Optional<Bytes> expand(int index, SigningProvider secrets, SigningProvider out) {
      var keys = new ArrayList<Bytes>();
      for (var participant : participants) {
        var key = participant.expand(index, secrets, out);
        if (key.isEmpty()) {
          return Optional.empty();
        }
        keys.add(key.get());
      }
      keys.sort(null);
      return MusigKeys.aggregate(keys)
          .flatMap(aggregate -> {
            out.addParticipants(aggregate, keys);
            return derived(aggregate).expand(index, new SigningProvider(), out);
          });
    }

    private DescriptorKey derived(Bytes aggregate) {
      if (path.isEmpty() && wildcard == Wildcard.NONE) {
        return new Constant(aggregate, false);
      }
      var root = new ExtendedPublicKey(aggregate, CHAIN_CODE, Lineage.MASTER);
      return new Extended(root, path, wildcard, false);
    }

    @Override
    public void expandPrivate(int index, SigningProvider secrets, SigningProvider out) {
      participants.forEach(participant -> participant.expandPrivate(index, secrets, out));
    }

    @Override
    public String text(AddressFormat format, SigningProvider secrets) {
      var keys = participants.stream().map(key -> key.text(format, secrets)).toList();
      return "musig("
          + String.join(",", keys)
          + ")"
          + KeyOrigin.text(path, false)
          + (wildcard == Wildcard.NONE ? "" : "/*");
    }
  }
}
