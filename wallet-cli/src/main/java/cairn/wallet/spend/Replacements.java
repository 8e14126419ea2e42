package cairn.wallet.spend;

import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.rpc.NodeError;
import cairn.wallet.store.Coin;
import cairn.wallet.store.StoredTx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders that hurry or take back a transaction that is in no block yet. */
public final class Replacements {
  private final Wallet wallet;
  private final NodeClient node;

  public Replacements(Wallet wallet, NodeClient node) {
    this.wallet = wallet;
    this.node = node;
  }

  /** A transaction of the wallet that counts and is in no block. */
  public StoredTx unconfirmed(Txid txid) throws WalletException {
    var stored =
        wallet
            .transactions()
            .get(txid)
            .orElseThrow(() -> WalletException.failed("the wallet has no transaction " + txid));
    if (stored.height().isPresent()) {
      throw WalletException.failed(
          "the transaction is already in block " + stored.height().getAsInt());
    }
    if (!stored.state().isLive()) {
      throw WalletException.failed("the transaction was " + stored.state());
    }
    return stored;
  }

  private StoredTx own(Txid txid) throws WalletException {
    var stored = unconfirmed(txid);
    if (!stored.allInputsOurs()) {
      throw WalletException.failed(
          "the transaction spends coins of others, so it cannot be replaced; 'cpfp' hurries it");
    }
    return stored;
  }

  /**
   * Pays the same with a higher fee.
   *
   * @param rate {@link #least} or more
   * @param optional coins that may be added
   */
  public Order bump(Txid txid, FeeRate rate, List<Coin> optional, Payer payer)
      throws WalletException {
    var stored = own(txid);
    var recipients = new ArrayList<Recipient>();
    var change = Optional.<Recipient>empty();
    for (var output : stored.transaction().outputs()) {
      var recipient = new Recipient(output.scriptPubKey(), output.value().sats());
      var place = wallet.keychains().find(output.scriptPubKey());
      boolean isChange =
          place.isPresent() && wallet.keychains().get(place.get().keychain()).change();
      if (isChange && change.isEmpty()) {
        change = Optional.of(recipient);
      } else {
        recipients.add(recipient);
      }
    }
    // What only pays oneself has no other output than what looks like change.
    boolean toSelf = recipients.isEmpty();
    if (toSelf) {
      recipients.add(change.orElseThrow());
    }
    return new Order(
        recipients,
        toSelf,
        rate,
        leastFee(stored),
        0,
        coins(stored),
        toSelf ? List.of() : optional,
        change.isPresent() ? change.get().scriptPubKey() : payer.changeScript(List.of()),
        payer.lockTime());
  }

  /**
   * Sends the coins of a transaction back to the wallet.
   *
   * @param rate {@link #least} or more
   */
  public Order cancel(Txid txid, FeeRate rate, Payer payer) throws WalletException {
    var stored = own(txid);
    var script = payer.changeScript(List.of());
    return new Order(
        List.of(new Recipient(script, 0)),
        true,
        rate,
        leastFee(stored),
        0,
        coins(stored),
        List.of(),
        script,
        payer.lockTime());
  }

  /**
   * Spends what a transaction pays the wallet, at a fee that pays for both.
   *
   * @param rate of the two together
   */
  public Order cpfp(Txid txid, FeeRate rate, Payer payer) throws WalletException {
    unconfirmed(txid);
    var coins =
        wallet.transactions().unspent().stream()
            .filter(coin -> coin.outPoint().txid().equals(txid))
            .toList();
    if (coins.isEmpty()) {
      throw WalletException.failed("the transaction pays the wallet nothing that is not spent");
    }
    var entry = node.call("getmempoolentry", txid.toString());
    long size = entry.get("ancestorsize").integer();
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw WalletException.noNode("the node tells a size that there is not");
    }
    long paid = FeeSource.sats(entry.get("fees").get("ancestor").decimal());
    long missing = Math.max(0, rate.feeFor(size) - paid);
    var script = payer.changeScript(List.of());
    return new Order(
        List.of(new Recipient(script, 0)),
        true,
        rate,
        0,
        missing,
        coins,
        List.of(),
        script,
        payer.lockTime());
  }

  /** The least rate at which nodes let a transaction of the wallet's be replaced. */
  public FeeRate least(Txid txid) throws WalletException {
    var stored = own(txid);
    return FeeRate.perKilobyte(
        new FeeRate(stored.feeSats(), stored.transaction().virtualSize()).satsPerKilobyte()
            + new FeeSource(node).incremental().satsPerKilobyte()
            + 1);
  }

  /** What the transaction and all that spend it pay, and the relay of another one. */
  private long leastFee(StoredTx stored) throws WalletException {
    long fees = stored.feeSats();
    try {
      var entry = node.call("getmempoolentry", stored.transaction().txid().toString());
      fees = Math.max(fees, FeeSource.sats(entry.get("fees").get("descendant").decimal()));
    } catch (NodeError e) {
      if (e.code() != NodeError.NOT_FOUND) {
        throw e;
      }
    }
    // An input more, or an output, is paid for by the rate.
    return fees + new FeeSource(node).incremental().feeFor(stored.transaction().virtualSize() + 1);
  }

  private List<Coin> coins(StoredTx stored) {
    var coins = new ArrayList<Coin>();
    for (var input : stored.transaction().inputs()) {
      OutPoint spent = input.previousOutput();
      coins.add(wallet.transactions().coin(spent).orElseThrow());
    }
    return coins;
  }
}
