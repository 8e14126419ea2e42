package cairn.primitives.descriptor;

import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.hd.ChildNumber;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.ExtendedPublicKey;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.hd.KeyPath;
import cairn.primitives.signing.SigningProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads key expressions. Each is a list: of one key, or of one for each way that a step such as
 * {@code <0;1>} leaves open (BIP 389).
 *
 * @param secrets the secret keys that are read are added here
 */
record KeyParser(AddressFormat format, SigningProvider secrets) {
  /** Where a key stands, which decides how it may be written. */
  enum Place {
    /** Directly in an output, or in a script behind a P2SH output. */
    LEGACY,
    /** In SegWit version 0, where keys are compressed. */
    SEGWIT,
    TAPROOT,
    /** In {@code musig}. */
    MUSIG
  }

  List<DescriptorKey> parse(String text, Place place) throws DescriptorException {
    if (text.startsWith("musig(")) {
      if (place != Place.TAPROOT) {
        throw new DescriptorException("musig() is only allowed in tr() and rawtr()");
      }
      return new MusigParser(this).parse(text);
    }
    var parts = text.split("]", -1);
    if (parts.length > 2) {
      throw new DescriptorException("Multiple ']' characters found for a single pubkey");
    }
    if (parts.length == 1) {
      return parsePlain(parts[0], place, new PathParser());
    }
    if (!parts[0].startsWith("[")) {
      throw new DescriptorException(
          "Key origin start '[ character expected but not found, got '%s' instead"
              .formatted(parts[0].isEmpty() ? "]" : parts[0].substring(0, 1)));
    }
    var steps = List.of(parts[0].substring(1).split("/", -1));
    var paths = new PathParser();
    var fingerprint = fingerprint(steps.getFirst());
    var origin =
        new KeyOrigin(
            fingerprint,
            new KeyPath(paths.parse(steps.subList(1, steps.size()), false).getFirst()));
    var keys = new ArrayList<DescriptorKey>();
    for (var key : parsePlain(parts[1], place, paths)) {
      keys.add(new DescriptorKey.WithOrigin(origin, key, paths.apostrophe()));
    }
    return keys;
  }

  private static Bytes fingerprint(String text) throws DescriptorException {
    if (text.length() != 8) {
      throw new DescriptorException(
          "Fingerprint is not 4 bytes (%d characters instead of 8 characters)"
              .formatted(text.length()));
    }
    return hex(text)
        .orElseThrow(() -> new DescriptorException("Fingerprint '" + text + "' is not hex"));
  }

  static Optional<Bytes> hex(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Bytes.fromHex(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A key without its origin. */
  private List<DescriptorKey> parsePlain(String text, Place place, PathParser paths)
      throws DescriptorException {
    var steps = List.of(text.split("/", -1));
    var key = steps.getFirst();
    if (key.isEmpty()) {
      throw new DescriptorException("No key provided");
    }
    if (isSpace(key.charAt(0)) || isSpace(key.charAt(key.length() - 1))) {
      throw new DescriptorException("Key '" + key + "' is invalid due to whitespace");
    }
    if (steps.size() == 1) {
      var bytes = hex(key);
      if (bytes.isPresent()) {
        return List.of(publicKey(bytes.get(), key, place));
      }
      var secret = privateKey(key);
      if (secret.isPresent()) {
        requireCompressed(secret.get().compressed(), place);
        secrets.addSecret(secret.get());
        return List.of(
            new DescriptorKey.Constant(secret.get().publicKey(), place == Place.TAPROOT));
      }
    }
    return extended(key, steps.subList(1, steps.size()), paths);
  }

  private static boolean isSpace(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }

  private static void requireCompressed(boolean compressed, Place place)
      throws DescriptorException {
    if (!compressed && place != Place.LEGACY) {
      throw new DescriptorException("Uncompressed keys are not allowed");
    }
  }

  private static DescriptorKey publicKey(Bytes key, String text, Place place)
      throws DescriptorException {
    if (PublicKeyEncoding.isWellFormed(key)) {
      if (!PublicKeyEncoding.isCompressedOrUncompressed(key)) {
        throw new DescriptorException("Hybrid public keys are not allowed");
      }
      if (Secp256k1.instance().isPublicKey(key)) {
        requireCompressed(PublicKeyEncoding.isCompressed(key), place);
        return new DescriptorKey.Constant(key, false);
      }
    } else if (place == Place.TAPROOT
        && key.length() == PublicKeyEncoding.X_ONLY_LENGTH
        && Secp256k1.instance().isXOnlyKey(key)) {
      return new DescriptorKey.Constant(Bytes.of(2).concat(key), true);
    }
    throw new DescriptorException("Pubkey '" + text + "' is invalid");
  }

  private Optional<PrivateKey> privateKey(String text) {
    try {
      return Optional.of(PrivateKey.parse(text, format));
    } catch (TextException e) {
      return Optional.empty();
    }
  }

  private List<DescriptorKey> extended(String key, List<String> steps, PathParser paths)
      throws DescriptorException {
    var root = root(key);
    var wildcard = paths.wildcard(steps);
    var fixed =
        wildcard == DescriptorKey.Wildcard.NONE ? steps : steps.subList(0, steps.size() - 1);
    var branches = paths.parse(fixed, true);
    root.secret().ifPresent(secret -> secrets.addSecret(new PrivateKey(secret.secret(), true)));
    var keys = new ArrayList<DescriptorKey>();
    for (List<ChildNumber> path : branches) {
      keys.add(new DescriptorKey.Extended(root.publicKey(), path, wildcard, paths.apostrophe()));
    }
    return keys;
  }

  private record Root(ExtendedPublicKey publicKey, Optional<ExtendedPrivateKey> secret) {}

  private Root root(String text) throws DescriptorException {
    try {
      var secret = ExtendedPrivateKey.parse(text, format);
      return new Root(secret.toPublic(), Optional.of(secret));
    } catch (TextException notSecret) {
      try {
        return new Root(ExtendedPublicKey.parse(text, format), Optional.empty());
      } catch (TextException e) {
        throw new DescriptorException("key '" + text + "' is not valid");
      }
    }
  }
}
