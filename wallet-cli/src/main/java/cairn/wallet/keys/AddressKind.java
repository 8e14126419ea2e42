package cairn.wallet.keys;

import cairn.genesis.Network;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.descriptor.DescriptorException;
import cairn.primitives.hd.ChildNumber;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.KeyPath;
import cairn.wallet.WalletException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of addresses of one key, each with the standard that says where its keys are. */
public enum AddressKind {
  /** P2PKH (BIP 44). */
  LEGACY(44, "pkh(%s)"),
  /** P2WPKH in P2SH (BIP 49). */
  NESTED(49, "sh(wpkh(%s))"),
  /** P2WPKH (BIP 84). */
  SEGWIT(84, "wpkh(%s)"),
  /** P2TR, by its key alone (BIP 86). */
  TAPROOT(86, "tr(%s)");

  /** The usual kind. */
  public static final AddressKind USUAL = SEGWIT;

  private final int purpose;
  private final String form;

  AddressKind(int purpose, String form) {
    this.purpose = purpose;
    this.form = form;
  }

  /** The kind with this name, as {@link #toString} gives it. */
  public static Optional<AddressKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.toString().equals(name)).findFirst();
  }

  /** The names of all kinds. */
  public static List<String> names() {
    return Arrays.stream(values()).map(AddressKind::toString).toList();
  }

  /** The way to the keys of the first account. */
  public KeyPath accountPath(Network network) {
    return new KeyPath(
        List.of(
            ChildNumber.hardened(purpose),
            ChildNumber.hardened(coinType(network)),
            ChildNumber.hardened(0)));
  }

  /** What BIP 44 calls a network's coin: 0 where it is worth something, else 1. */
  public static int coinType(Network network) {
    return network.testChain() ? 1 : 0;
  }

  /**
   * The descriptor of the first account's addresses.
   *
   * @param change whether of those for change, rather than of those to be given to others
   */
  public Descriptor descriptor(ExtendedPrivateKey master, Network network, boolean change)
      throws WalletException {
    var key = Cosigner.key(master, accountPath(network), network.addresses());
    var text = form.formatted(key + (change ? "/1/*" : "/0/*"));
    try {
      return Descriptor.parse(text, network.addresses()).descriptors().getFirst();
    } catch (DescriptorException e) {
      throw new AssertionError("a descriptor of our own", e);
    }
  }

  /** The name, in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
