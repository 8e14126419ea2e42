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
    long bytes = wantedBytes(config);
    if (bytes == 0) {
      return new NodeEvents(null);
    }
    var directory = config.networkDirectory().resolve(DIRECTORY);
    try {
      return new NodeEvents(Events.start(ledger, directory, bytes, new SecureRandom()));
    } catch (IOException e) {
      throw new ConfigException(
          "Unable to keep events for -rest and -webport in %s: %s"
              .formatted(directory, e.toString()));
    }
  }

  /** How much of them is to be kept; 0 if nobody can ask for them. */
  private static long wantedBytes(NodeConfig config) {
    var web = config.web();
    if (web != null) {
      return web.eventLogBytes();
    }
    var rpc = config.rpc();
    return rpc != null && rpc.rest() ? rpc.eventLogBytes() : 0;
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
