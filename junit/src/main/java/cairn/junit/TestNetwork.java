package cairn.junit;

import cairn.node.embedded.Cairn;
import cairn.node.embedded.CairnNode;
import cairn.node.embedded.CallException;
import cairn.node.faucet.Faucet;
import cairn.primitives.Txid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Nodes that run, each connected with all others, and their faucet. Thread-safe. */
final class TestNetwork implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  /** Nodes pass on transactions to those at once that they trust, which spares tests seconds. */
  private static final String TRUST = "-whitelist=noban,in,out@127.0.0.1";

  private final List<CairnNode> nodes = new ArrayList<>();
  private final Faucet faucet;

  private TestNetwork(Cairn settings, int count) {
    for (int i = 0; i < count; i++) {
      nodes.add(settings.start());
    }
    var first = nodes.getFirst();
    faucet = new Faucet(first.network(), FaucetKey.get(), first::call);
  }

  static TestNetwork start(Cairn settings, int count, int fundedBlocks) {
    var network = new TestNetwork(settings.options(TRUST), count);
    try {
      var blocks = ReadyChain.first(fundedBlocks);
      for (var node : network.nodes) {
        node.submit(blocks);
      }
      network.connect();
      if (fundedBlocks > blocks.size()) {
        var first = network.nodes.getFirst();
        first.mine(fundedBlocks - blocks.size(), network.faucet.address());
        network.nodes.forEach(node -> node.awaitTip(first.tip()));
      }
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private void connect() {
    for (int i = 1; i < nodes.size(); i++) {
      for (var earlier : nodes.subList(0, i)) {
        nodes.get(i).connect(earlier);
      }
    }
    for (var node : nodes) {
      await("connections of " + node, () -> greeted(node) == nodes.size() - 1);
    }
  }

  /** With how many others it has exchanged all greetings. */
  private static long greeted(CairnNode node) {
    return node.call("getpeerinfo").asArray().stream()
        .filter(peer -> !peer.asObject().find("bytesrecv_per_msg").asObject().find("pong").isNull())
        .count();
  }

  List<CairnNode> nodes() {
    return nodes;
  }

  Faucet faucet() {
    return faucet;
  }

  void awaitMempool(Txid txid) {
    for (var node : nodes) {
      await(txid + " in the mempool of " + node, () -> isInMempool(txid, node));
    }
  }

  private static boolean isInMempool(Txid txid, CairnNode node) {
    try {
      node.call("getmempoolentry", txid);
      return true;
    } catch (CallException e) {
      return false;
    }
  }

  /** Nothing tells of these, so they are looked at often. */
  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** Stops all of them. */
  @Override
  public void close() {
    nodes.reversed().forEach(CairnNode::close);
  }
}
