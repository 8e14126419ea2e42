package cairn.node;

import cairn.node.config.ConfigException;
import cairn.node.config.NodeConfig;
import cairn.rpc.NodeServices;
import cairn.rpc.web.WebServer;
import org.jspecify.annotations.Nullable;

/** The page of a node, if it has one. Belongs to the thread that runs the node. */
final class NodeWeb implements AutoCloseable {
  private @Nullable WebServer server;

  private NodeWeb(@Nullable WebServer server) {
    this.server = server;
  }

  /**
   * Begins to show the page, if that is wanted.
   *
   * @throws ConfigException if that is not possible
   */
  static NodeWeb start(NodeConfig config) throws ConfigException {
    var wanted = config.web();
    if (wanted == null) {
      return new NodeWeb(null);
    }
    return new NodeWeb(
        WebServer.start(wanted)
            .orElseThrow(() ->
                new ConfigException(
                    "Unable to show the node's page at %s port %d. See debug log for details."
                        .formatted(wanted.host(), wanted.port()))));
  }

  /** Says what the node is doing before it is ready. */
  void starting(String status) {
    if (server != null) {
      server.starting(status);
    }
  }

  /** From now on, there is something to see. */
  void ready(NodeServices services, NodeEvents events) {
    if (server != null) {
      server.ready(services, events.events());
    }
  }

  /** A second call does nothing. */
  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
