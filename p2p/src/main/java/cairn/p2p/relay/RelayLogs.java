package cairn.p2p.relay;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loggers of those lines that have a category of their own in Core's log. */
final class RelayLogs {
  /** Of orphans, and of transactions that are offered together. */
  static final Logger PACKAGES = LoggerFactory.getLogger("cairn.p2p.relay.txpackages");

  /** Of what is in the pool, or is going to be. */
  static final Logger POOL = LoggerFactory.getLogger("cairn.p2p.relay.mempool");

  /** Of what is refused. */
  static final Logger REFUSALS = LoggerFactory.getLogger("cairn.p2p.relay.mempoolrej");

  private RelayLogs() {}
}
