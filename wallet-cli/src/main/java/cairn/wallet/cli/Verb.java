package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something, rather than have others below it. */
abstract class Verb implements Callable<Integer> {
  @Spec CommandSpec spec;

  /** Does it. What cannot be done is an exception. */
  abstract void run(Session session) throws WalletException;

  @Override
  public final Integer call() throws WalletException {
    var root = (Main) spec.root().userObject();
    try (var session = root.session()) {
      run(session);
      return 0;
    }
  }
}
