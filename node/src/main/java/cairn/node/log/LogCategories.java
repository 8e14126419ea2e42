package cairn.node.log;

import static cairn.node.config.LogCategory.ADDRMAN;
import static cairn.node.config.LogCategory.BLOCKSTORAGE;
import static cairn.node.config.LogCategory.CMPCTBLOCK;
import static cairn.node.config.LogCategory.COINDB;
import static cairn.node.config.LogCategory.ESTIMATEFEE;
import static cairn.node.config.LogCategory.HTTP;
import static cairn.node.config.LogCategory.MEMPOOL;
import static cairn.node.config.LogCategory.MEMPOOLREJ;
import static cairn.node.config.LogCategory.NET;
import static cairn.node.config.LogCategory.PRIVATEBROADCAST;
import static cairn.node.config.LogCategory.PROXY;
import static cairn.node.config.LogCategory.PRUNE;
import static cairn.node.config.LogCategory.REINDEX;
import static cairn.node.config.LogCategory.RPC;
import static cairn.node.config.LogCategory.TXPACKAGES;
import static cairn.node.config.LogCategory.VALIDATION;
import static cairn.node.config.LogCategory.ZMQ;
import static java.util.Map.entry;

import cairn.node.config.LogCategory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which category of {@code -debug} a logger belongs to: that of the longest name it begins with.
 */
final class LogCategories {
  private static final Map<String, LogCategory> BY_PREFIX =
      Map.ofEntries(
          entry("cairn.ledger", VALIDATION),
          entry("cairn.ledger.blockfiles", BLOCKSTORAGE),
          entry("cairn.ledger.store", COINDB),
          entry("cairn.ledger.fees", ESTIMATEFEE),
          entry("cairn.ledger.mempool", MEMPOOL),
          entry("cairn.ledger.mempoolfile", MEMPOOL),
          entry("cairn.ledger.coins", COINDB),
          entry("cairn.ledger.chain.Importer", REINDEX),
          entry("cairn.ledger.chain.Pruner", PRUNE),
          entry("cairn.ledger.chain.PruneLocks", PRUNE),
          entry("cairn.p2p", NET),
          entry("cairn.p2p.addresses", ADDRMAN),
          entry("cairn.p2p.compact", CMPCTBLOCK),
          entry("cairn.p2p.net.proxy", PROXY),
          entry("cairn.p2p.own", PRIVATEBROADCAST),
          entry("cairn.p2p.relay.mempool", MEMPOOL),
          entry("cairn.p2p.relay.mempoolrej", MEMPOOLREJ),
          entry("cairn.p2p.relay.txpackages", TXPACKAGES),
          entry("cairn.rpc", RPC),
          entry("cairn.rpc.http", HTTP),
          entry("cairn.rpc.zmq", ZMQ));

  private LogCategories() {}

  /** The names with which the loggers of some category begin, and their category. */
  static Map<String, LogCategory> prefixes() {
    return BY_PREFIX;
  }

  /** The category of the logger called {@code name}; null if it has none. */
  static @Nullable LogCategory of(String name) {
    for (var prefix = name; !prefix.isEmpty(); prefix = parent(prefix)) {
      var category = BY_PREFIX.get(prefix);
      if (category != null) {
        return category;
      }
    }
    return null;
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
