package cairn.wallet.cli;

import cairn.wallet.WalletException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
    name = "completion",
    description = {
      "Print what has bash or zsh complete these commands, for an alias of this name:",
      "  alias cairn-wallet='./cairn wallet'; source <(cairn-wallet completion)"
    })
final class CompletionCommand extends Verb {
  @Override
  void run(Session session) throws WalletException {
    session.print(AutoComplete.bash("cairn-wallet", spec.root().commandLine()));
  }
}
