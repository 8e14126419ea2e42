package cairn.node;

import cairn.ledger.headers.HeaderEntry;
import cairn.node.log.NodeLog;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs new tips, in the words in which people and programs look for them in {@code debug.log}. */
final class TipLog {
  private static final Logger log = LoggerFactory.getLogger(TipLog.class);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** Bits of a number that its logarithm is made of. */
  private static final int PRECISION = 60;

  private TipLog() {}

  /**
   * Logs a new tip.
   *
   * @param coinsUsage how much memory the coins take, for people
   */
  static void log(HeaderEntry tip, String coinsUsage) {
    log.info(NodeLog.ROUTINE, "{}", line(tip, coinsUsage));
  }

  static String line(HeaderEntry tip, String coinsUsage) {
    return "UpdateTip: new best=%s height=%d version=0x%08x log2_work=%.6f tx=%d date='%s' cache=%s"
        .formatted(
            tip.hash(),
            tip.height(),
            tip.version(),
            log2(tip.work()),
            tip.chainTransactionCount(),
            DATE.format(Instant.ofEpochSecond(tip.time())),
            coinsUsage);
  }

  private static double log2(BigInteger number) {
    int shift = Math.max(0, number.bitLength() - PRECISION);
    return Math.log(number.shiftRight(shift).doubleValue()) / Math.log(2) + shift;
  }
}
