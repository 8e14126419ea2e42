package cairn.wallet.cli;

import cairn.primitives.FeeRate;
import cairn.wallet.WalletException;
import cairn.wallet.spend.FeeSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which fee rate to pay. */
final class FeeChoice {
  /** As far as nodes look into the future: a week. */
  private static final int FURTHEST = 1008;

  @Option(
      names = {"-f", "--fee-rate"},
      paramLabel = "RATE",
      description = "Pay so many satoshis for a virtual byte.")
  private @Nullable String rate;

  @Option(
      names = "--target",
      paramLabel = "BLOCKS",
      description = "Pay what gets it mined within so many blocks, as the node thinks; 6.")
  private @Nullable Integer target;

  /** Says that what the options say can be; before a node is asked anything. */
  void check() throws WalletException {
    if (rate != null && target != null) {
      throw WalletException.wrongUse("either --fee-rate says the rate, or --target does");
    }
    if (rate != null) {
      FeeSource.parse(rate);
    }
    if (target != null) {
      requireTarget(target);
    }
  }

  private static void requireTarget(int blocks) throws WalletException {
    if (blocks < 1 || blocks > FURTHEST) {
      throw WalletException.wrongUse(
          "a target is 1 to %d blocks, not %d".formatted(FURTHEST, blocks));
    }
  }

  private static FeeRate estimate(Session session, int blocks) throws WalletException {
    requireTarget(blocks);
    return new FeeSource(session.node()).estimate(blocks);
  }

  /** The rate of a payment: what an option says, or the configuration, or what others pay. */
  FeeRate ofPayment(Session session) throws WalletException {
    FeeRate wanted;
    if (target != null) {
      wanted = estimate(session, target);
    } else if (rate != null) {
      wanted = FeeSource.parse(rate);
    } else {
      var usual = session.config().find(Setting.FEE_RATE);
      wanted =
          usual.isPresent()
              ? FeeSource.parse(usual.get())
              : estimate(session, session.config().number(Setting.TARGET));
    }
    var least = new FeeSource(session.node()).least();
    if (wanted.compareTo(least) < 0) {
      throw WalletException.failed(
          "the node takes nothing below %s now".formatted(FeeSource.text(least)));
    }
    return wanted;
  }

  /**
   * The rate of what replaces a payment: what an option says, or as little more as nodes demand.
   *
   * @param least what they demand
   */
  FeeRate ofReplacement(Session session, FeeRate least) throws WalletException {
    if (target != null) {
      var estimate = estimate(session, target);
      return estimate.compareTo(least) < 0 ? least : estimate;
    }
    var wanted = rate == null ? least : FeeSource.parse(rate);
    if (wanted.compareTo(least) < 0) {
      throw WalletException.failed(
          "a replacement has to pay more: at least " + FeeSource.text(least));
    }
    return wanted;
  }
}
