package cairn.wallet.sync;

import cairn.primitives.BlockHash;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
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

  void run() throws WalletException {
    Json found;
    boolean more;
    do {
      wallet.extend();
      found = node.call("scantxoutset", "start", descriptors());
      more = record(found);
    } while (more);
    var end = found;
    wallet
        .database()
        .atomically(() -> {
          wallet.blocks().rollBack(-1);
          wallet
              .blocks()
              .put(
                  (int) end.get("height").integer(),
                  BlockHash.fromDisplay(end.get("bestblock").text()));
        });
  }

  private List<Object> descriptors() {
    var descriptors = new ArrayList<Object>();
    for (var keychain : wallet.keychains().all()) {
      if (keychain.descriptor().isRange()) {
        int last = Math.max(keychain.next() - 1, keychain.used()) + wallet.gapLimit();
        descriptors.add(
            Map.of("desc", keychain.descriptor().toString(), "range", List.of(0, last)));
      } else {
        descriptors.add(keychain.descriptor().toString());
      }
    }
    return descriptors;
  }

  /** Writes down the transactions with coins; whether there are more scripts to search for now. */
  private boolean record(Json found) throws WalletException {
    boolean[] more = {false};
    var recorder = new Recorder(wallet);
    var outPoints = new HashSet<OutPoint>();
    var blocks = new HashMap<Integer, BlockHash>();
    wallet
        .database()
        .atomically(() -> {
          for (var coin : found.get("unspents").items()) {
            var txid = coin.get("txid").text();
            int height = (int) coin.get("height").integer();
            if (!blocks.containsKey(height)) {
              blocks.put(height, chain.hashes(height, height).getFirst());
            }
            var transaction = chain.transaction(txid, blocks.get(height));
            outPoints.add(new OutPoint(Txid.fromDisplay(txid), coin.get("vout").integer()));
            more[0] |=
                recorder.record(
                    transaction, TxState.CONFIRMED, OptionalInt.of(height), chain.time(height));
          }
          // Nothing was learnt of what spent the others.
          wallet.transactions().keepOnly(outPoints);
        });
    return more[0];
  }
}
