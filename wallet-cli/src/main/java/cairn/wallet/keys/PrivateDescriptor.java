package cairn.wallet.keys;

import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.descriptor.DescriptorException;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.hd.KeyPath;
import cairn.primitives.signing.SigningProvider;
import cairn.wallet.WalletException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A descriptor that may have secret keys in it, taken apart: the descriptors without them, of which
 * scripts can be made without a password, and the secrets.
 */
public record PrivateDescriptor(List<Descriptor> descriptors, Secrets secrets) {
  /**
   * An extended secret key with where it comes from, and the steps from it, as many as there are.
   */
  private static final Pattern EXTENDED =
      Pattern.compile(
          "(?:\\[([0-9a-fA-F]{8})((?:/[0-9]+['h]?)*)\\])?"
              + "([A-Za-z]prv[1-9A-HJ-NP-Za-km-z]{100,115})((?:/[0-9]+['h]?)*)");

  /** What may be a secret key in wallet import format. */
  private static final Pattern SINGLE =
      Pattern.compile(
          "(?<![1-9A-HJ-NP-Za-km-z])[1-9A-HJ-NP-Za-km-z]{51,52}(?![1-9A-HJ-NP-Za-km-z])");

  public PrivateDescriptor {
    descriptors = List.copyOf(descriptors);
  }

  /**
   * Reads a descriptor.
   *
   * @throws WalletException if it is none, or one whose keys cannot be had without a secret
   */
  public static PrivateDescriptor parse(String text, AddressFormat format) throws WalletException {
    try {
      Descriptor.parse(text, format); // with its checksum, which goes
      int hash = text.indexOf('#');
      var plain = hash < 0 ? text : text.substring(0, hash);
      var roots = new ArrayList<Secrets.Root>();
      var keys = new ArrayList<PrivateKey>();
      var match = EXTENDED.matcher(plain);
      var open = new StringBuilder();
      while (match.find()) {
        var secret = ExtendedPrivateKey.parse(match.group(3), format);
        match.appendReplacement(
            open, Matcher.quoteReplacement(publicKey(match, secret, roots, format)));
      }
      match.appendTail(open);
      var single = SINGLE.matcher(open);
      while (single.find()) {
        singleKey(single.group(), format).ifPresent(keys::add);
      }
      // A single secret key becomes its public one as the descriptor is written without secrets.
      var descriptors =
          Descriptor.parse(open.toString(), format).descriptors().stream()
              .map(descriptor -> reread(descriptor, format))
              .toList();
      for (var descriptor : descriptors) {
        if (descriptor.expand(0, new SigningProvider()).isEmpty()) {
          throw WalletException.failed(
              "this descriptor ends in hardened steps (/*h): no address of it can be made without"
                  + " its secret key");
        }
      }
      return new PrivateDescriptor(descriptors, new Secrets(roots, keys));
    } catch (DescriptorException | TextException e) {
      throw WalletException.wrongUse("not a descriptor of this network: " + e.getMessage());
    }
  }

  /** The key that a text is, which may as well be a part of a public key in hex. */
  private static Optional<PrivateKey> singleKey(String text, AddressFormat format) {
    try {
      return Optional.of(PrivateKey.parse(text, format));
    } catch (TextException e) {
      return Optional.empty();
    }
  }

  private static Descriptor reread(Descriptor descriptor, AddressFormat format) {
    try {
      return Descriptor.parse(descriptor.toString(), format).descriptors().getFirst();
    } catch (DescriptorException e) {
      throw new AssertionError("descriptors can be read again", e);
    }
  }

  /**
   * The public key below the last hardened step, with where it comes from; notes the secret one.
   */
  private static String publicKey(
      Matcher match, ExtendedPrivateKey secret, List<Secrets.Root> roots, AddressFormat format)
      throws TextException, WalletException {
    var origin =
        match.group(1) == null
            ? new KeyOrigin(Cosigner.fingerprint(secret), KeyPath.EMPTY)
            : new KeyOrigin(Bytes.fromHex(match.group(1)), path(match.group(2)));
    roots.add(new Secrets.Root(origin, secret));
    var steps = path(match.group(4)).steps();
    int hardened = steps.size();
    while (hardened > 0 && !steps.get(hardened - 1).isHardened()) {
      hardened--;
    }
    var way = new KeyPath(steps.subList(0, hardened));
    var key =
        secret.derive(way).orElseThrow(() -> WalletException.failed("there is no key at " + way));
    var all = new ArrayList<>(origin.path().steps());
    all.addAll(way.steps());
    return "[%s%s]%s%s"
        .formatted(
            origin.fingerprint(),
            KeyOrigin.text(all, false),
            key.toPublic().text(format),
            KeyOrigin.text(steps.subList(hardened, steps.size()), false));
  }

  private static KeyPath path(String steps) throws TextException {
    return KeyPath.parse(steps.isEmpty() ? "" : steps.substring(1));
  }
}
