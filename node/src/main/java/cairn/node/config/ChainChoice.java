package cairn.node.config;

import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import cairn.genesis.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which network the node is to join.
 *
 * @param name what {@code -chain=} says or a switch such as {@code -regtest} stands for: one of
 *     {@link Networks#NAMES}, or the path of a network's file
 */
record ChainChoice(String name) {
  private static final Map<String, String> SWITCHES = switches();

  private static Map<String, String> switches() {
    var switches = new LinkedHashMap<String, String>();
    switches.put("regtest", "regtest");
    switches.put("signet", "signet");
    switches.put("testnet", "test");
    switches.put("testnet4", "testnet4");
    return switches;
  }

  /**
   * Looks at the switches where they can stand: on the command line, and before the first section
   * of the file. Unlike with other options, a negated switch on the command line is not heard, and
   * in the file the last value counts.
   */
  static ChainChoice of(Settings settings, Assignments commandLine, ConfigFile file)
      throws ConfigException {
    var chosen = new ArrayList<String>();
    settings.text("chain").ifPresent(chosen::add);
    SWITCHES.forEach((option, chain) -> {
      if (isOn(option, List.of(commandLine, file.section("")))) {
        chosen.add(chain);
      }
    });
    if (chosen.size() > 1) {
      throw new ConfigException(
          "Invalid combination of -regtest, -signet, -testnet, -testnet4 and -chain. Can use at"
              + " most one.");
    }
    return new ChainChoice(chosen.isEmpty() ? "main" : chosen.getFirst());
  }

  private static boolean isOn(String option, List<Assignments> places) {
    for (var place : places) {
      var values = place.current(option);
      if (!values.isEmpty()) {
        return values.getLast().asBoolean();
      }
    }
    return false;
  }

  /** The section of configuration files that is about this network. */
  String section() throws ConfigException {
    return Networks.NAMES.contains(name) ? name : network().name();
  }

  /** The network itself, before any option changes it. */
  Network network() throws ConfigException {
    var known = Networks.named(name);
    if (known.isPresent()) {
      return known.get();
    }
    var path = ConfigLoader.Paths.parse("chain", name);
    if (!Files.exists(path)) {
      throw new ConfigException(
          "Unknown chain %s. There are %s, and the files that ./cairn genesis new makes."
              .formatted(name, String.join(", ", Networks.NAMES)));
    }
    try {
      return Network.load(path);
    } catch (NetworkFormatException e) {
      throw new ConfigException(
          "The network file %s is malformed: %s".formatted(path, e.getMessage()));
    } catch (IOException e) {
      throw new ConfigException(
          "The network file %s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }
}
