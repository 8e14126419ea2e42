package cairn.node;

import cairn.node.config.CliOptions;
import cairn.node.config.NodeOptions;
import cairn.node.devnet.DevnetCommand;
import java.io.PrintStream;
import java.util.List;

/** {@code ./cairn completion}: prints what has a shell complete what is typed. */
final class CompletionCommand {
  private static final List<String> COMMANDS =
      List.of(
          "bench",
          "chainstate",
          "cli",
          "completion",
          "devnet",
          "faucet",
          "genesis",
          "help",
          "node",
          "version",
          "wallet");

  /**
   * The methods are asked of the node that the options before them mean; if none answers, nothing
   * is completed. {@code bashcompinit} is zsh's way to take functions that were written for bash.
   */
  private static final String SCRIPT =
      """
      # Completes cairn, bitcoind and bitcoin-cli in bash and zsh: source <(./cairn completion)
      if [ -n "${ZSH_VERSION:-}" ]; then
        autoload -Uz compinit bashcompinit && compinit && bashcompinit
      fi

      _cairn_node_options='NODE_OPTIONS'

      _cairn_cli_options='CLI_OPTIONS'

      # Of $@, the command to call a node, what goes with $word.
      _cairn_cli() {
        if [[ $word == -* ]]; then
          COMPREPLY=($(compgen -W "$_cairn_cli_options" -- "$word"))
          return
        fi
        local options=() each
        for each in "${COMP_WORDS[@]:from:COMP_CWORD-from}"; do
          case $each in
            -*) options+=("$each") ;;
            =*) [ ${#options[@]} = 0 ] || options[${#options[@]}-1]+=$each ;;
            *)
              # bash takes an option apart at its equals sign
              if [[ ${#options[@]} != 0 && ${options[${#options[@]}-1]} == *= ]]; then
                options[${#options[@]}-1]+=$each
              else
                [ "$each" = help ] || return 0 # a method is there, and these are its parameters
              fi
              ;;
          esac
        done
        COMPREPLY=($(compgen -W "$("$@" "${options[@]}" help 2>/dev/null | sed -n 's/^\\([a-z][a-z.]*\\).*/\\1/p')" -- "$word"))
      }

      _cairn() {
        local word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]} from=1
        COMPREPLY=()
        case ${program##*/} in
          bitcoind) COMPREPLY=($(compgen -W "$_cairn_node_options" -- "$word")) ;;
          bitcoin-cli) _cairn_cli "$program" ;;
          *)
            if [ "$COMP_CWORD" = 1 ]; then
              COMPREPLY=($(compgen -W 'COMMANDS' -- "$word"))
            else
              from=2
              case ${COMP_WORDS[1]} in
                node) COMPREPLY=($(compgen -W "$_cairn_node_options" -- "$word")) ;;
                cli) _cairn_cli "$program" cli ;;
                devnet)
                  [ "$COMP_CWORD" != 2 ] || COMPREPLY=($(compgen -W 'DEVNET_COMMANDS' -- "$word"))
                  ;;
              esac
            fi
            ;;
        esac
        if [[ ${#COMPREPLY[@]} = 1 && ${COMPREPLY[*]} == *= ]]; then
          compopt -o nospace 2>/dev/null || true
        fi
      }

      complete -o default -F _cairn cairn bitcoind bitcoin-cli
      """;

  private CompletionCommand() {}

  /**
   * Runs the command.
   *
   * @return the exit status
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (!arguments.isEmpty()) {
      err.println(
          "Error: './cairn completion' takes no arguments; what it prints is for bash and zsh");
      return 1;
    }
    out.print(
        SCRIPT
            .replace("NODE_OPTIONS", String.join("\n", NodeOptions.table().words()))
            .replace("CLI_OPTIONS", String.join("\n", CliOptions.table().words()))
            .replace("DEVNET_COMMANDS", String.join(" ", DevnetCommand.names()))
            .replace("COMMANDS", String.join(" ", COMMANDS)));
    return 0;
  }
}
