package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.primitives.Target;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a block's scripts need no check, because the block is known from elsewhere to be good.
 *
 * <p>That holds for the ancestors of one block whose hash the operator, or the program, names, once
 * the best chain of headers contains it, has enough work, and has gone on for two weeks' worth of
 * it: to have a bad script skipped, somebody would have to spend that. All other rules are checked
 * in any case.
 */
final class AssumedValid {
  private static final Duration BURIED = Duration.ofDays(14);
  private static final Logger log = LoggerFactory.getLogger(AssumedValid.class);

  private final Network network;
  private final HeaderTree tree;
  private @Nullable String lastLogged = "nothing yet";

  AssumedValid(Network network, HeaderTree tree) {
    this.network = network;
    this.tree = tree;
  }

  /** Whether the scripts of {@code block} have to be checked. Logs when that changes. */
  boolean requiresScripts(HeaderEntry block) {
    var reason = reasonToCheck(block);
    if (reason == null ? lastLogged != null : !reason.equals(lastLogged)) {
      if (reason == null) {
        log.info("Disabling script verification at block #{} ({}).", block.height(), block.hash());
      } else {
        log.info(
            "Enabling script verification at block #{} ({}): {}.",
            block.height(),
            block.hash(),
            reason);
      }
      lastLogged = reason;
    }
    return reason != null;
  }

  /** Why they have to be checked, in Core's words; null if they need not be. */
  @Nullable String reasonToCheck(HeaderEntry block) {
    var hash = network.facts().assumedValid();
    if (hash == null) {
      return "assumevalid=0 (always verify)";
    }
    var assumed = tree.find(hash);
    if (assumed == null) {
      return "assumevalid hash not in headers";
    }
    if (!block.isAncestorOf(assumed)) {
      return block.height() > assumed.height()
          ? "block height above assumevalid height"
          : "block not in assumevalid chain";
    }
    var best = tree.bestHeader();
    if (!block.isAncestorOf(best)) {
      return "block not in best header chain";
    }
    if (best.work().compareTo(network.facts().minimumChainWork()) < 0) {
      return "best header chainwork below minimumchainwork";
    }
    return secondsOfWork(block, best).compareTo(BigInteger.valueOf(BURIED.toSeconds())) <= 0
        ? "block too recent relative to best header"
        : null;
  }

  /** How long the work from {@code block} to {@code best} takes at the latter's difficulty. */
  private BigInteger secondsOfWork(HeaderEntry block, HeaderEntry best) {
    var proof = Target.fromCompact(best.bits()).map(Target::work).orElse(BigInteger.ONE);
    return best.work()
        .subtract(block.work())
        .multiply(BigInteger.valueOf(network.consensus().proofOfWork().targetSpacing()))
        .divide(proof);
  }
}
