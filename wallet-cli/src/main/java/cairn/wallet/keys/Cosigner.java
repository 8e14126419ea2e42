package cairn.wallet.keys;

import cairn.genesis.Network;
import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.hd.ChildNumber;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.KeyOrigin;
import cairn.primitives.hd.KeyPath;
import cairn.wallet.WalletException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keys that several people hold, each of them one (BIP 48). */
public final class Cosigner {
  private Cosigner() {}

  /** How the script of several keys is kept. */
  public enum Form {
    /** In P2WSH. */
    SEGWIT(2, "wsh(sortedmulti(%d,%s))"),
    /** In P2WSH in P2SH. */
    NESTED(1, "sh(wsh(sortedmulti(%d,%s)))"),
    /** In a script of Taproot, behind a key that nobody has. */
    TAPROOT(3, "tr(" + NOBODYS_KEY + ",sortedmulti_a(%d,%s))");

    private final int number;
    private final String form;

    Form(int number, String form) {
      this.number = number;
      this.form = form;
    }

    /** The form with this name, as {@link #toString} gives it. */
    public static Optional<Form> named(String name) {
      return List.of(values()).stream().filter(form -> form.toString().equals(name)).findFirst();
    }

    /** The way to one's own key. */
    public KeyPath path(Network network) {
      return new KeyPath(
          List.of(
              ChildNumber.hardened(48),
              ChildNumber.hardened(AddressKind.coinType(network)),
              ChildNumber.hardened(0),
              ChildNumber.hardened(number)));
    }

    /** The descriptor, without a checksum, for receiving and for change in one (BIP 389). */
    public String descriptor(int required, List<String> keys) {
      var all = keys.stream().map(key -> key + "/<0;1>/*").toList();
      return form.formatted(required, String.join(",", all));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The point of BIP 341 of which nobody knows the secret key. */
  private static final String NOBODYS_KEY =
      "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";

  /** A public key as descriptors have it: where it comes from, and itself. */
  public static String key(ExtendedPrivateKey master, KeyPath path, AddressFormat format)
      throws WalletException {
    var account =
        master
            .derive(path)
            .orElseThrow(() -> WalletException.failed("these words have no key at " + path));
    return "[%s%s]%s"
        .formatted(
            fingerprint(master),
            KeyOrigin.text(path.steps(), false),
            account.toPublic().text(format));
  }

  /** The first four bytes of the HASH160 of the public key. */
  public static Bytes fingerprint(ExtendedPrivateKey key) {
    return Hash160.hash(key.toPublic().publicKey()).slice(0, 4);
  }
}
