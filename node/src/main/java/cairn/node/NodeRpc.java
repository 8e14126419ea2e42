package cairn.node;

import cairn.node.config.ConfigException;
import cairn.node.config.NodeConfig;
import cairn.rpc.NodeServices;
import cairn.rpc.RpcServer;
import cairn.rpc.RpcStartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RPC server of a node, if it has one. Belongs to the thread that runs the node. */
final class NodeRpc implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeRpc.class);

  private @Nullable RpcServer server;

  private NodeRpc(@Nullable RpcServer server) {
    this.server = server;
  }

  /**
   * Begins to listen, if that is wanted. Who calls is told what the node is doing, until it is
   * {@link #ready}.
   *
   * @throws ConfigException if that is not possible
   */
  static NodeRpc start(NodeConfig config) throws ConfigException {
    var wanted = config.rpc();
    try {
      return new NodeRpc(wanted == null ? null : RpcServer.start(wanted));
    } catch (RpcStartException e) {
      log.error("{}", e.getMessage());
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  /** Says what the node is doing, to the log, and before it is ready to callers too. */
  void starting(String status) {
    log.info("init message: {}", status);
    if (server != null) {
      server.starting(status);
    }
  }

  /** From now on, methods can be called. */
  void ready(NodeServices services, NodeEvents events) {
    if (server != null) {
      server.ready(services, events.events());
    }
  }

  /** Answers what can be answered soon, and then no more. A second call does nothing. */
  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
