package cairn.wallet.sync;

import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.store.Keychains.Place;
import cairn.wallet.store.Transactions.Owned;
import cairn.wallet.store.TxState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes down the transactions that concern a wallet. It keeps the wallet's scripts and outputs in
 * memory to tell which do. Not thread-safe.
 */
public final class Recorder {
  private final Wallet wallet;
  private final Map<Script, Place> scripts;
  private final Set<OutPoint> outPoints;
  private List<Script> fresh = new ArrayList<>();

  public Recorder(Wallet wallet) throws WalletException {
    this.wallet = wallet;
    wallet.extend();
    scripts = wallet.keychains().scripts();
    outPoints = wallet.transactions().outPoints();
  }

  /** All scripts that are watched. */
  public List<Script> scripts() {
    return List.copyOf(scripts.keySet());
  }

  /** Those that came to be watched since this was last asked for. */
  List<Script> takeFresh() {
    var taken = fresh;
    fresh = new ArrayList<>();
    return taken;
  }

  /** Whether a transaction pays the wallet or spends its coins. */
  public boolean concerns(Transaction transaction) {
    return transaction.outputs().stream()
            .anyMatch(output -> scripts.containsKey(output.scriptPubKey()))
        || transaction.inputs().stream()
            .anyMatch(input -> outPoints.contains(input.previousOutput()));
  }

  /**
   * Writes down a transaction that concerns the wallet.
   *
   * @param time in seconds since 1970
   * @return whether more scripts are watched now, which it, or one before it, may also pay
   */
  public boolean record(Transaction transaction, TxState state, OptionalInt height, long time)
      throws WalletException {
    var owned = new ArrayList<Owned>();
    var used = new HashSet<Integer>();
    var outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      var place = scripts.get(outputs.get(i).scriptPubKey());
      if (place != null) {
        owned.add(new Owned(i, place));
        if (outPoints.add(new OutPoint(transaction.txid(), i))) {
          used.add(place.keychain());
        }
        wallet.keychains().use(place.keychain(), place.position());
      }
    }
    wallet.transactions().put(transaction, state, height, time, owned);
    if (height.isPresent()) {
      wallet.transactions().endRivals(transaction);
    }
    boolean extended = false;
    for (int keychain : used) {
      var more = wallet.extend(keychain);
      scripts.putAll(more);
      fresh.addAll(more.keySet());
      extended |= !more.isEmpty();
    }
    return extended;
  }
}
