package cairn.node;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.ledger.rules.VersionBits.UnknownRules;
import cairn.node.log.NodeLog;
import cairn.primitives.Block;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs new tips, in the words in which people and programs look for them in {@code debug.log}. */
final class TipLog implements LedgerListener {
  private static final Logger log = LoggerFactory.getLogger(TipLog.class);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** Bits of a number that its logarithm is made of. */
  private static final int PRECISION = 60;

  private final Ledger ledger;

  TipLog(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void blockConnected(IndexedBlock block, Block contents) {
    log(block);
  }

  @Override
  public void blockDisconnected(IndexedBlock block, Block contents) {
    var previous = block.previous();
    if (previous != null) {
      log(previous);
    }
  }

  private void log(IndexedBlock tip) {
    var state = ledger.state();
    var usage = state.coinsInMemory().toString();
    log.info(
        NodeLog.ROUTINE,
        "{}{}",
        line(tip, state.verificationProgress(tip), usage),
        state.isInitialBlockDownload() ? "" : warning(tip));
  }

  /** What is said of rules that miners have locked in, and that this program does not know. */
  private String warning(IndexedBlock tip) {
    var warning =
        ledger.state().versionBits().unknownRules(tip).stream()
            .filter(rules -> !rules.active())
            .map(UnknownRules::bit)
            .map("Unknown new rules activated (versionbit %d)"::formatted)
            .collect(Collectors.joining(", "));
    return warning.isEmpty() ? "" : " warning='" + warning + "'";
  }

  /**
   * What is said of a new tip.
   *
   * @param progress of the synchronisation, 0 to 1
   * @param coinsUsage how much memory the coins take, for people
   */
  static String line(IndexedBlock tip, double progress, String coinsUsage) {
    return ("UpdateTip: new best=%s height=%d version=0x%08x log2_work=%.6f tx=%d date='%s'"
            + " progress=%.6f cache=%s")
        .formatted(
            tip.hash(),
            tip.height(),
            tip.version(),
            log2(tip.work()),
            tip.chainTransactionCount(),
            DATE.format(Instant.ofEpochSecond(tip.time())),
            progress,
            coinsUsage);
  }

  private static double log2(BigInteger number) {
    int shift = Math.max(0, number.bitLength() - PRECISION);
    return Math.log(number.shiftRight(shift).doubleValue()) / Math.log(2) + shift;
  }
}
