package cairn.node.log;

import static cairn.node.config.LogCategory.ADDRMAN;
import static cairn.node.config.LogCategory.BLOCKSTORAGE;
import static cairn.node.config.LogCategory.CMPCTBLOCK;
import static cairn.node.config.LogCategory.COINDB;
import static cairn.node.config.LogCategory.NET;
import static cairn.node.config.LogCategory.PRUNE;
import static cairn.node.config.LogCategory.REINDEX;
import static cairn.node.config.LogCategory.RPC;
import static cairn.node.config.LogCategory.VALIDATION;

import cairn.node.config.LogCategory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which category of {@code -debug} a logger belongs to: that of the longest name it begins with.
 */
final class LogCategories {
  private static final Map<String, LogCategory> BY_PREFIX =
      Map.of(
          "cairn.ledger", VALIDATION,
          "cairn.ledger.blockfiles", BLOCKSTORAGE,
          "cairn.ledger.store", COINDB,
          "cairn.ledger.coins", COINDB,
          "cairn.ledger.chain.Importer", REINDEX,
          "cairn.ledger.chain.Pruner", PRUNE,
          "cairn.p2p", NET,
          "cairn.p2p.addresses", ADDRMAN,
          "cairn.p2p.compact", CMPCTBLOCK,
          "cairn.rpc", RPC);

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
