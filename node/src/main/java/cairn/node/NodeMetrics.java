package cairn.node;

import cairn.ledger.Ledger;
import cairn.node.config.ConfigException;
import cairn.node.config.NodeConfig;
import cairn.node.metrics.Metrics;
import cairn.node.metrics.MetricsServer;
import cairn.node.mining.MiningCounts;
import cairn.rpc.NetworkThread;
import cairn.rpc.NodeMethods;
import cairn.rpc.NodeServices;
import cairn.rpc.OldForms;
import cairn.rpc.call.CallListener;
import cairn.rpc.call.Interruption;
import org.jspecify.annotations.Nullable;

/** The metrics of a node, if somebody wants any. */
record NodeMetrics(@Nullable Metrics metrics, @Nullable MetricsServer server)
    implements AutoCloseable {
  /**
   * Begins to show what there is to show from the start on.
   *
   * @throws ConfigException if that is not possible
   */
  static NodeMetrics start(NodeConfig config) throws ConfigException {
    var wanted = config.metrics();
    if (wanted == null) {
      return new NodeMetrics(null, null);
    }
    var metrics = new Metrics(Version.CAIRN, config.network().name());
    return new NodeMetrics(metrics, MetricsServer.start(wanted, metrics));
  }

  void watch(Ledger ledger) {
    if (metrics != null) {
      metrics.watch(ledger);
    }
  }

  void watch(MiningCounts counts) {
    if (metrics != null) {
      metrics.watch(counts);
    }
  }

  /**
   * Looks at the peers too.
   *
   * @param listening whether other nodes can connect
   */
  void watch(Ledger ledger, NetworkThread network, boolean listening) {
    if (metrics != null) {
      metrics.watch(ledger, network, listening);
    }
  }

  /** What calls over RPC would be answered with can be shown too. */
  void watch(NodeServices services) {
    if (metrics != null) {
      metrics.watch(NodeMethods.of(services.unwatched(), new Interruption(), OldForms.NONE, false));
    }
  }

  /** What is to be told of calls. */
  CallListener calls() {
    return metrics == null ? CallListener.NONE : metrics;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
