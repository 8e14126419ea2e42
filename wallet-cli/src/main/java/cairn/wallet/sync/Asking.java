package cairn.wallet.sync;

import cairn.wallet.WalletException;
import java.util.concurrent.ExecutionException;

/** What can go wrong where another thread asks a node. */
final class Asking {
  private Asking() {}

  /** What has kept the other thread from an answer. */
  static WalletException failure(ExecutionException e) {
    if (e.getCause() instanceof WalletException failure) {
      return failure;
    }
    throw new IllegalStateException(e.getCause());
  }

  /** Somebody does not want to wait any more. */
  static WalletException interrupted() {
    Thread.currentThread().interrupt();
    return WalletException.failed("interrupted");
  }
}
