package cairn.node.config;

import java.util.List;

/**
 * Commands that a shell runs when something happens; empty for none.
 *
 * @param block there is a new tip; {@code %s} is its hash
 * @param startup the node is ready
 * @param shutdown the node is about to end
 * @param alert there is something to warn of; {@code %s} is what
 */
public record CommandsConfig(String block, String startup, List<String> shutdown, String alert) {
  public CommandsConfig {
    shutdown = List.copyOf(shutdown);
  }
}
