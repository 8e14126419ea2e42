package cairn.node;

import cairn.ledger.IndexedBlock;
import cairn.ledger.LedgerListener;
import cairn.ledger.LedgerState;
import cairn.ledger.rules.Verdict;
import cairn.node.config.CommandsConfig;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Has the operator's commands run when the things happen that they are for. */
final class CommandNotices implements LedgerListener {
  /** How long the end of the node is put off by the commands for it. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A shell might take other characters for more than text. */
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9 .,;\\-_/:?@()]");

  private final CommandsConfig config;
  private final LedgerState state;
  private final ShellCommands shell = new ShellCommands();

  /** What there was to warn of when it was last looked. On the chain thread. */
  private List<String> warnings = List.of();

  CommandNotices(CommandsConfig config, LedgerState state) {
    this.config = config;
    this.state = state;
  }

  /** The node is ready. */
  void started() {
    if (!config.startup().isEmpty()) {
      shell.run(config.startup());
    }
  }

  /** The node is about to end, and waits for the commands that are for that. */
  void stopping() {
    shell.await(config.shutdown(), PATIENCE);
  }

  @Override
  public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
    if (!config.block().isEmpty() && !state.isInitialBlockDownload()) {
      shell.run(config.block().replace("%s", tip.hash().display()));
    }
    alert();
  }

  @Override
  public void blockRefused(IndexedBlock block, Verdict.Invalid why) {
    alert();
  }

  @Override
  public void headerTipChanged(IndexedBlock best) {
    alert();
  }

  private void alert() {
    if (config.alert().isEmpty()) {
      return;
    }
    var before = warnings;
    warnings = state.warnings();
    for (var warning : warnings) {
      if (!before.contains(warning)) {
        var text = "'" + UNSAFE.matcher(warning).replaceAll("") + "'";
        shell.run(config.alert().replace("%s", text));
      }
    }
  }
}
