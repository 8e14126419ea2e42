package cairn.node;

import cairn.ledger.Ledger;
import cairn.node.config.ConfigException;
import cairn.node.config.NodeConfig;
import cairn.rpc.events.Events;
import java.io.IOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The events of a node, if it tells of any. */
record NodeEvents(@Nullable Events events) implements AutoCloseable {
  private static final String DIRECTORY = "events";

  /**
   * Begins to record.
   *
   * @throws ConfigException if that is not possible
   */
  static NodeEvents start(NodeConfig config, Ledger ledger) throws ConfigException {
    var rpc = config.rpc();
    if (rpc == null || !rpc.rest()) {
      return new NodeEvents(null);
    }
    var directory = config.networkDirectory().resolve(DIRECTORY);
    try {
      return new NodeEvents(
          Events.start(ledger, directory, rpc.eventLogBytes(), new SecureRandom()));
    } catch (IOException e) {
      throw new ConfigException(
          "Unable to keep events for -rest in %s: %s".formatted(directory, e.toString()));
    }
  }

  /** All of the mempool that was stored has been offered to it again. */
  void mempoolRestored() {
    if (events != null) {
      events.mempoolRestored();
    }
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
