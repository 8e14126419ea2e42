package cairn.wallet.spend;

import cairn.primitives.Script;
import cairn.primitives.address.TxoutType;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.AddressKind;
import cairn.wallet.store.Coin;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What payments of a wallet have in common: which coins may be spent, where change goes, from when
 * on they may be mined.
 *
 * @param tip the height of the chain
 */
public record Payer(Wallet wallet, int tip, Random random) {
  /** One of so many transactions is made to look as if it had waited. */
  private static final int ONE_IN = 10;

  private static final int MOST_BLOCKS_BACK = 100;

  /**
   * A height that the transaction is mined above, so that nobody gains by mining the last block
   * anew for its fee; now and then further back, so that those that waited do not stand out.
   */
  public int lockTime() {
    int back = random.nextInt(ONE_IN) == 0 ? random.nextInt(MOST_BLOCKS_BACK) : 0;
    return Math.max(0, tip - back);
  }

  /** Coins that can be spent now: mature, not frozen, in a block or our own. */
  public List<Coin> spendable() throws WalletException {
    var frozen = wallet.labels().frozen();
    return wallet.transactions().unspent().stream()
        .filter(coin -> coin.isMature(tip))
        .filter(coin -> coin.height().isPresent() || coin.own())
        .filter(coin -> !frozen.contains(coin.outPoint().toString()))
        .toList();
  }

  /** A script for change of the kind that is paid to, so that it does not stand out. */
  public Script changeScript(List<Recipient> recipients) throws WalletException {
    var kind = Optional.<String>empty();
    if (wallet.keychains().of(Wallet.MULTISIG, false).isEmpty()) {
      kind = kindOf(recipients).filter(name -> wallet.keychains().of(name, true).isPresent());
    }
    var keychain = wallet.keychain(kind, true);
    int[] position = {0};
    wallet
        .database()
        .atomically(() -> {
          // One that no payment has used yet is as good, and is not lost if this one does not
          // happen. Where change shares its keychain, somebody may have been given those.
          int free = keychain.change() ? keychain.used() + 1 : keychain.next();
          position[0] = keychain.descriptor().isRange() ? free : 0;
          wallet.extend();
        });
    return keychain.script(position[0]);
  }

  private static Optional<String> kindOf(List<Recipient> recipients) {
    var types =
        Set.copyOf(
            recipients.stream().map(recipient -> TxoutType.of(recipient.scriptPubKey())).toList());
    if (types.contains(TxoutType.WITNESS_V1_TAPROOT)) {
      return Optional.of(AddressKind.TAPROOT.toString());
    }
    if (types.contains(TxoutType.WITNESS_V0_KEYHASH)) {
      return Optional.of(AddressKind.SEGWIT.toString());
    }
    if (types.contains(TxoutType.SCRIPTHASH)) {
      return Optional.of(AddressKind.NESTED.toString());
    }
    return types.contains(TxoutType.PUBKEYHASH)
        ? Optional.of(AddressKind.LEGACY.toString())
        : Optional.empty();
  }
}
