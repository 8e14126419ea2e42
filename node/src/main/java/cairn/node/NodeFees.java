package cairn.node;

import cairn.ledger.Ledger;
import cairn.ledger.fees.FeeEstimatesFile;
import cairn.ledger.fees.FeeEstimator;
import cairn.node.config.NodeConfig;
import cairn.node.peers.Peering;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node learns of fees, and where it keeps that.
 *
 * @param estimator null if the node takes no transactions from others: it would learn nothing
 */
record NodeFees(@Nullable FeeEstimator estimator, @Nullable FeeEstimatesFile file) {
  private static final Duration SAVE_EVERY = Duration.ofHours(1);

  static NodeFees of(Ledger ledger, NodeConfig config) {
    if (config.peers().relay().blocksOnly()) {
      return new NodeFees(null, null);
    }
    var estimator = FeeEstimator.watching(ledger);
    var file = new FeeEstimatesFile(config.networkDirectory(), estimator);
    file.load(config.staleFeeEstimates());
    return new NodeFees(estimator, file);
  }

  /** Writes it down every hour. */
  void saveNowAndThen(Peering peering) {
    if (file != null) {
      peering.every(SAVE_EVERY, file::save);
    }
  }

  /** Writes it down as the node ends. */
  void saveAtEnd() {
    if (estimator != null && file != null) {
      estimator.forgetAll();
      file.save();
    }
  }
}
