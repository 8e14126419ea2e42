package cairn.wallet.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of all commands that pay. */
final class PaymentOptions {
  @Option(
      names = {"-f", "--fee-rate"},
      paramLabel = "RATE",
      description = "Pay so many satoshis for a virtual byte.")
  @Nullable String feeRate;

  @Option(
      names = "--target",
      paramLabel = "BLOCKS",
      description = "Pay what gets it mined within so many blocks, as the node thinks; 6.")
  @Nullable Integer target;

  @Option(names = "--dry-run", description = "Show what would be sent, and send nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before it is sent (for scripts).")
  boolean yes;

  @Option(
      names = "--allow-high-fee",
      description = "Even if the fee is more than a tenth of the payment.")
  boolean allowHighFee;
}
