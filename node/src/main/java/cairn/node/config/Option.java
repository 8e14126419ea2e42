package cairn.node.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One option of the node.
 *
 * @param name without the dash
 * @param argument what stands behind the name in the help: {@code =<n>}; empty for a switch
 * @param help what it does, in a sentence
 */
public record Option(
    String name, String argument, Category category, String help, Set<Trait> traits) {
  public Option {
    traits = Set.copyOf(traits);
  }

  static Option of(String name, String argument, Category category, String help, Trait... traits) {
    var set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    return new Option(name, argument, category, help, set);
  }

  /** Under which heading the help lists it. */
  public enum Category {
    OPTIONS("Options:"),
    CONNECTION("Connection options:"),
    CHAIN("Chain selection options:"),
    DEBUG_TEST("Debugging/Testing options:"),
    NODE_RELAY("Node relay options:"),
    BLOCK_CREATION("Block creation options:"),
    RPC("RPC server options:"),
    ZMQ("ZeroMQ notification options:"),
    /** Understood, so that what is shared with {@code bitcoind} starts; not in the help. */
    ACCEPTED("");

    private final String heading;

    Category(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  /** How an option differs from the others. */
  public enum Trait {
    /** In the configuration file it counts for the main network alone, outside a section. */
    NETWORK_ONLY,
    /** {@code -noname} has no meaning. */
    NOT_NEGATABLE,
    /** {@code -name} without a value has no meaning. */
    NEEDS_VALUE,
    /** The value is not for the log. */
    SECRET,
    /** Always off, so that whoever switches it off gets what he wants. */
    ALWAYS_OFF,
    /** The help lists it only for {@code -help-debug}. */
    DEBUG
  }
}
