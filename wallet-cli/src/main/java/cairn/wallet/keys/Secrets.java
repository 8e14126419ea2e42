package cairn.wallet.keys;

import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.hd.KeyPath;
import cairn.primitives.signing.SigningProvider;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret keys of a wallet: those that others are derived from, and single ones. It does not
 * print itself.
 */
public record Secrets(List<Root> roots, List<PrivateKey> keys) {
  public static final Secrets NONE = new Secrets(List.of(), List.of());

  private static final Pattern ROOT = Pattern.compile("\\[([0-9a-f]{8})((?:/[0-9]+h?)*)\\](\\w+)");

  public Secrets {
    roots = List.copyOf(roots);
    keys = List.copyOf(keys);
  }

  /**
   * A key that others are derived from.
   *
   * @param origin the way to it, so that keys below it are known by theirs
   */
  public record Root(KeyOrigin origin, ExtendedPrivateKey key) {
    /** The root of a tree. */
    public static Root master(ExtendedPrivateKey key) {
      return new Root(new KeyOrigin(Cosigner.fingerprint(key), KeyPath.EMPTY), key);
    }

    private Optional<PrivateKey> find(KeyOrigin sought) {
      var steps = sought.path().steps();
      int length = origin.path().steps().size();
      if (!sought.fingerprint().equals(origin.fingerprint())
          || steps.size() < length
          || !steps.subList(0, length).equals(origin.path().steps())) {
        return Optional.empty();
      }
      return key.derive(new KeyPath(steps.subList(length, steps.size())))
          .map(found -> new PrivateKey(found.secret(), true));
    }
  }

  /** The secrets of a seed. */
  public static Secrets ofMaster(ExtendedPrivateKey master) {
    return new Secrets(List.of(Root.master(master)), List.of());
  }

  /** The root of the tree that most keys are from, if it is here. */
  public Optional<ExtendedPrivateKey> master() {
    return roots.stream()
        .filter(root -> root.origin.path().steps().isEmpty())
        .map(Root::key)
        .findFirst();
  }

  /** These and those. */
  public Secrets with(Secrets other) {
    var allRoots = new ArrayList<>(roots);
    other.roots.stream().filter(root -> !roots.contains(root)).forEach(allRoots::add);
    var allKeys = new ArrayList<>(keys);
    other.keys.stream().filter(key -> !keys.contains(key)).forEach(allKeys::add);
    return new Secrets(allRoots, allKeys);
  }

  public boolean isEmpty() {
    return roots.isEmpty() && keys.isEmpty();
  }

  /**
   * Adds the secret key of a public one to {@code out}, if it is here.
   *
   * @param publicKey 33 or 65 bytes, or the 32 of an x-only key
   */
  public void find(KeyOrigin origin, Bytes publicKey, SigningProvider out) {
    for (var root : roots) {
      root.find(origin).filter(key -> isOf(key, publicKey)).ifPresent(out::addSecret);
    }
  }

  /** Adds the single keys to {@code out}. */
  public void addSingle(SigningProvider out) {
    keys.forEach(out::addSecret);
  }

  private static boolean isOf(PrivateKey key, Bytes publicKey) {
    var own = key.publicKey();
    return own.equals(publicKey) || own.slice(1).equals(publicKey);
  }

  /** The secrets as {@link #decode} reads them; the caller overwrites the bytes after use. */
  public byte[] encode(AddressFormat format) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put(
        "roots",
        roots.stream()
            .map(root ->
                "["
                    + root.origin.fingerprint()
                    + KeyOrigin.text(root.origin.path().steps(), false)
                    + "]"
                    + root.key.text(format))
            .toList());
    fields.put("keys", keys.stream().map(key -> key.text(format)).toList());
    return JsonText.of(fields, false).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws WalletException if it is anything else
   */
  public static Secrets decode(byte[] bytes, AddressFormat format) throws WalletException {
    var fields = Json.parse(new String(bytes, StandardCharsets.UTF_8));
    try {
      var roots = new ArrayList<Root>();
      for (var root : fields.get("roots").items()) {
        roots.add(root(root.text(), format));
      }
      var keys = new ArrayList<PrivateKey>();
      for (var key : fields.get("keys").items()) {
        keys.add(PrivateKey.parse(key.text(), format));
      }
      return new Secrets(roots, keys);
    } catch (TextException e) {
      throw WalletException.failed("the wallet's secrets are damaged");
    }
  }

  private static Root root(String text, AddressFormat format)
      throws TextException, WalletException {
    var match = ROOT.matcher(text);
    if (!match.matches()) {
      throw WalletException.failed("the wallet's secrets are damaged");
    }
    var path = match.group(2);
    var origin =
        new KeyOrigin(
            Bytes.fromHex(match.group(1)), KeyPath.parse(path.isEmpty() ? "" : path.substring(1)));
    return new Root(origin, ExtendedPrivateKey.parse(match.group(3), format));
  }

  @Override
  public String toString() {
    return "Secrets";
  }
}
