package cairn.wallet.sync;

import cairn.primitives.BlockHash;
import cairn.primitives.OutPoint;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.store.TxState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Asks a node that keeps no filters for the coins of the wallet's descriptors. It finds what can be
 * spent, not what was; and the node learns which addresses belong together.
 */
final class CoinSearch {
  private final Wallet wallet;
  private final NodeClient node;
  private final NodeChain chain;

  CoinSearch(Wallet wallet, NodeClient node, NodeChain chain) {
    this.wallet = wallet;
    this.node = node;
    this.chain = chain;
  }

  void run(Progress progress) throws WalletException {
    wallet.extend();
    var search = search(progress);
    while (isShort(search.until)) { // addresses close to the last ones searched for were paid
      search = search(progress);
    }
    var end = search.found;
    wallet
        .database()
        .atomically(() -> {
          wallet.blocks().rollBack(-1);
          wallet
              .blocks()
              .put(NodeChain.height(end.get("height")), NodeChain.hash(end.get("bestblock")));
        });
  }

  /**
   * What a search found.
   *
   * @param until by keychain, the last position that was searched for
   */
  private record Search(Json found, Map<Integer, Integer> until) {}

  private Search search(Progress progress) throws WalletException {
    var until = new HashMap<Integer, Integer>();
    for (var place : wallet.keychains().scripts().values()) {
      until.merge(place.keychain(), place.position(), Math::max);
    }
    var descriptors = new ArrayList<Object>();
    for (var keychain : wallet.keychains().all()) {
      var text = keychain.descriptor().toString();
      descriptors.add(
          keychain.descriptor().isRange()
              ? Map.of("desc", text, "range", List.of(0, until.getOrDefault(keychain.id(), 0)))
              : text);
    }
    var found = new LongSearch(node).search(descriptors, progress);
    record(found);
    return new Search(found, until);
  }

  private boolean isShort(Map<Integer, Integer> until) {
    return wallet.keychains().all().stream()
        .filter(keychain -> keychain.descriptor().isRange())
        .anyMatch(
            keychain -> keychain.used() + wallet.gapLimit() > until.getOrDefault(keychain.id(), 0));
  }

  /** Writes down the transactions with coins. */
  private void record(Json found) throws WalletException {
    var recorder = new Recorder(wallet);
    var outPoints = new HashSet<OutPoint>();
    var blocks = new HashMap<Integer, BlockHash>();
    wallet
        .database()
        .atomically(() -> {
          for (var coin : found.get("unspents").items()) {
            var txid = NodeChain.txid(coin.get("txid"));
            int height = NodeChain.height(coin.get("height"));
            if (!blocks.containsKey(height)) {
              blocks.put(height, chain.hashes(height, height).getFirst());
            }
            var transaction = chain.transaction(txid, blocks.get(height));
            outPoints.add(new OutPoint(txid, coin.get("vout").integer()));
            recorder.record(
                transaction, TxState.CONFIRMED, OptionalInt.of(height), chain.time(height));
          }
          // Nothing was learnt of what spent the others.
          wallet.transactions().keepOnly(outPoints);
        });
  }
}
