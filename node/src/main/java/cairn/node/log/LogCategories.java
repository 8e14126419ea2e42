package cairn.node.log;

import static cairn.node.config.LogCategory.BENCH;
import static cairn.node.config.LogCategory.BLOCKSTORAGE;
import static cairn.node.config.LogCategory.COINDB;
import static cairn.node.config.LogCategory.NET;
import static cairn.node.config.LogCategory.PRUNE;
import static cairn.node.config.LogCategory.REINDEX;
import static cairn.node.config.LogCategory.RPC;
import static cairn.node.config.LogCategory.VALIDATION;

import cairn.node.config.LogCategory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which category of {@code -debug} a logger belongs to: that of the longest name it begins with.
 */
final class LogCategories {
  private static final Map<String, LogCategory> BY_PREFIX = byPrefix();

  private LogCategories() {}

  private static Map<String, LogCategory> byPrefix() {
    var map = new LinkedHashMap<String, LogCategory>();
    map.put("cairn.ledger", VALIDATION);
    map.put("cairn.ledger.store", BLOCKSTORAGE);
    map.put("cairn.ledger.coins", COINDB);
    map.put("cairn.ledger.chain.Importer", REINDEX);
    map.put("cairn.ledger.chain.Pruner", PRUNE);
    map.put("cairn.bench", BENCH);
    map.put("cairn.p2p", NET);
    map.put("cairn.rpc", RPC);
    return map;
  }

  /** The names with which the loggers of some category begin, and their category. */
  static Map<String, LogCategory> prefixes() {
    return BY_PREFIX;
  }

  /** The category of the logger called {@code name}; null if it has none. */
  static @Nullable LogCategory of(String name) {
    LogCategory found = null;
    int length = 0;
    for (var entry : BY_PREFIX.entrySet()) {
      var prefix = entry.getKey();
      boolean begins =
          name.startsWith(prefix)
              && (name.length() == prefix.length() || name.charAt(prefix.length()) == '.');
      if (begins && prefix.length() > length) {
        found = entry.getValue();
        length = prefix.length();
      }
    }
    return found;
  }
}
