package cairn.node.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What {@code -debug} can ask for, by the names that {@code bitcoind} gave them. */
public enum LogCategory {
  NET,
  TOR,
  MEMPOOL,
  HTTP,
  BENCH,
  ZMQ,
  WALLETDB,
  RPC,
  ESTIMATEFEE,
  ADDRMAN,
  SELECTCOINS,
  REINDEX,
  CMPCTBLOCK,
  RAND,
  PRUNE,
  PROXY,
  MEMPOOLREJ,
  COINDB,
  QT,
  LEVELDB,
  VALIDATION,
  I2P,
  IPC,
  LOCK,
  BLOCKSTORAGE,
  TXRECONCILIATION,
  SCAN,
  TXPACKAGES,
  KERNEL,
  PRIVATEBROADCAST;

  private static final Set<String> ALL = Set.of("", "1", "all");
  private static final Set<String> NONE = Set.of("0", "none");

  /** The name under which it logs and is asked for. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LogCategory> of(String id) {
    return Arrays.stream(values()).filter(category -> category.id().equals(id)).findFirst();
  }

  /**
   * The categories that {@code -debug} and {@code -debugexclude} leave.
   *
   * @param debug in the order given; {@code 0} or {@code none} takes the ones before it back
   */
  static Set<LogCategory> select(List<String> debug, List<String> exclude) throws ConfigException {
    var selected = EnumSet.noneOf(LogCategory.class);
    int from = debug.size();
    while (from > 0 && !NONE.contains(debug.get(from - 1))) {
      from--;
    }
    for (var id : debug.subList(from, debug.size())) {
      selected.addAll(named("debug", id));
    }
    for (var id : exclude) {
      selected.removeAll(named("debugexclude", id));
    }
    return selected;
  }

  private static Set<LogCategory> named(String option, String id) throws ConfigException {
    if (ALL.contains(id)) {
      return EnumSet.allOf(LogCategory.class);
    }
    return EnumSet.of(
        of(id)
            .orElseThrow(() ->
                new ConfigException("Unsupported logging category -%s=%s.".formatted(option, id))));
  }
}
