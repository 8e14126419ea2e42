package cairn.node;

import cairn.ledger.chain.ChainListener;
import cairn.ledger.chain.Chainstate;
import cairn.ledger.headers.HeaderEntry;
import cairn.primitives.Block;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each new tip, in the words in which people and programs look for it in {@code debug.log}.
 */
final class TipLog implements ChainListener {
  private static final Logger log = LoggerFactory.getLogger(TipLog.class);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private @Nullable Chainstate chainstate;

  /** From now on, says how much memory the coins of {@code chainstate} take. */
  void watch(Chainstate chainstate) {
    this.chainstate = chainstate;
  }

  @Override
  public void connected(HeaderEntry block, Block contents) {
    log(block);
  }

  @Override
  public void disconnected(HeaderEntry block, Block contents) {
    var previous = block.previous();
    if (previous != null) {
      log(previous);
    }
  }

  private void log(HeaderEntry tip) {
    if (!log.isInfoEnabled()) {
      return;
    }
    var watched = chainstate;
    var coins = watched == null ? "" : " cache=" + watched.coinsUsage();
    log.info(
        "UpdateTip: new best={} height={} version=0x{} log2_work={} tx={} date='{}'{}",
        tip.hash(),
        tip.height(),
        "%08x".formatted(tip.version()),
        "%.6f".formatted(log2(tip.work())),
        tip.chainTransactionCount(),
        DATE.format(Instant.ofEpochSecond(tip.time())),
        coins);
  }

  private static double log2(BigInteger number) {
    int shift = Math.max(0, number.bitLength() - 60);
    return Math.log(number.shiftRight(shift).doubleValue()) / Math.log(2) + shift;
  }
}
