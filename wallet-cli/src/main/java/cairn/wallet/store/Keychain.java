package cairn.wallet.store;

import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.signing.SigningProvider;
import cairn.wallet.WalletException;
import java.util.Optional;

/**
 * A descriptor, and how far its scripts have been handed out.
 *
 * @param kind what kind of addresses it makes: one of {@code AddressKind}, {@code multisig} or
 *     {@code imported}
 * @param change whether its addresses are for change
 * @param next the first position that was not handed out
 * @param used the last position that was paid, -1 for none
 */
public record Keychain(
    int id, Descriptor descriptor, String kind, boolean change, int next, int used) {
  /** The script at a position. */
  public Script script(int position) throws WalletException {
    var scripts = expand(position).scripts();
    return scripts.getLast(); // of the several of combo(), the one that is cheapest to spend
  }

  /** The scripts at a position, and what is needed to spend them but for secret keys. */
  public Descriptor.Expanded expand(int position) throws WalletException {
    return descriptor
        .expand(position, new SigningProvider())
        .orElseThrow(() -> WalletException.failed("no address at position " + position));
  }

  /** The address at a position; empty where the descriptor's scripts have none. */
  public Optional<String> findAddress(int position, AddressFormat format) throws WalletException {
    return Address.of(script(position)).map(address -> address.text(format));
  }

  /**
   * The address at a position.
   *
   * @throws WalletException if the descriptor's scripts have none
   */
  public String address(int position, AddressFormat format) throws WalletException {
    return findAddress(position, format)
        .orElseThrow(() ->
            WalletException.failed(
                "the scripts of this descriptor have no addresses: " + descriptor));
  }
}
