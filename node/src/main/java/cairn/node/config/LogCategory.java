package cairn.node.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code -debug} can ask for, by the names that {@code bitcoind} gave them. */
public enum LogCategory {
  ADDRMAN,
  BENCH,
  BLOCKSTORAGE,
  CMPCTBLOCK,
  COINDB,
  ESTIMATEFEE,
  HTTP,
  I2P,
  IPC,
  KERNEL,
  LEVELDB,
  MEMPOOL,
  MEMPOOLREJ,
  NET,
  PRIVATEBROADCAST,
  PROXY,
  PRUNE,
  QT,
  RAND,
  REINDEX,
  RPC,
  SCAN,
  SELECTCOINS,
  TOR,
  TXPACKAGES,
  TXRECONCILIATION,
  VALIDATION,
  WALLETDB,
  ZMQ;

  /** The name under which it logs and is asked for. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LogCategory> of(String id) {
    return Arrays.stream(values()).filter(category -> category.id().equals(id)).findFirst();
  }

  /** The names, as messages list them. */
  static String names() {
    return Arrays.stream(values()).map(LogCategory::id).collect(Collectors.joining(", "));
  }
}
