package cairn.ledger.chain;

import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.primitives.Target;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is an invalid branch with so much more work than the active chain that something
 * may be wrong with this node (Core's CheckForkWarningConditions). Belongs to the chain thread, but
 * for {@link #warning}.
 */
final class InvalidChains {
  private static final Logger log = LoggerFactory.getLogger(InvalidChains.class);
  private static final String WARNING =
      "Found invalid chain more than 6 blocks longer than our best chain. This could be due to"
          + " database corruption or consensus incompatibility with peers.";
  private static final BigInteger BLOCKS = BigInteger.valueOf(6);

  private final HeaderTree headers;

  /** The invalid block with the most work; null if there is none. */
  private @Nullable HeaderEntry best;

  private volatile boolean warned;

  InvalidChains(HeaderTree headers) {
    this.headers = headers;
    findBest();
  }

  /** What the operator should know, in Core's words. For any thread. */
  Optional<String> warning() {
    return warned ? Optional.of("Warning: " + WARNING) : Optional.empty();
  }

  /** These blocks turned out to be invalid. */
  void found(List<HeaderEntry> failed, HeaderEntry tip) {
    failed.forEach(this::consider);
    check(tip);
  }

  /** These blocks are not held to be invalid any more. */
  void forgiven(List<HeaderEntry> entries, HeaderEntry tip) {
    if (best != null && entries.contains(best)) {
      best = null;
      findBest();
    }
    check(tip);
  }

  /** The chain ends with {@code tip} now. */
  void check(HeaderEntry tip) {
    boolean suspicious = best != null && best.work().compareTo(limit(tip)) > 0;
    if (suspicious && !warned) {
      log.warn(WARNING);
    }
    warned = suspicious;
  }

  private static BigInteger limit(HeaderEntry tip) {
    var proof = Target.fromCompact(tip.bits()).map(Target::work).orElse(BigInteger.ZERO);
    return tip.work().add(proof.multiply(BLOCKS));
  }

  private void findBest() {
    headers.forEach(entry -> {
      if (entry.isFailed()) {
        consider(entry);
      }
    });
  }

  private void consider(HeaderEntry entry) {
    if (best == null || entry.compareWork(best) > 0) {
      best = entry;
    }
  }
}
