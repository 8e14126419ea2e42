package cairn.wallet.sync;

import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.rpc.NodeClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has a node search all its coins ({@code scantxoutset}), which takes minutes on the main network:
 * as long as the node says that it is at it, however long that is.
 */
final class LongSearch {
  private static final int MILLIS_BETWEEN_LOOKS = 500;

  private final NodeClient node;

  LongSearch(NodeClient node) {
    this.node = node;
  }

  /** The node's answer. */
  Json search(List<Object> descriptors, Progress progress) throws WalletException {
    try (var client = node.patient();
        var asker = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = asker.submit(() -> client.call("scantxoutset", "start", descriptors));
      try {
        return await(answer, progress);
      } finally {
        asker.shutdownNow();
      }
    }
  }

  private Json await(Future<Json> answer, Progress progress) throws WalletException {
    long lastSeen = System.nanoTime();
    while (true) {
      try {
        return answer.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        var status = node.call("scantxoutset", "status");
        if (!status.isNull()) {
          lastSeen = System.nanoTime();
          progress.searched((int) status.get("progress").integer());
        } else if (System.nanoTime() - lastSeen > node.address().patience().toNanos()) {
          throw WalletException.noNode(
              "the node at " + node.address() + " does not search for coins, nor say why");
        }
      } catch (ExecutionException e) {
        throw Asking.failure(e);
      } catch (InterruptedException e) {
        throw Asking.interrupted();
      }
    }
  }
}
