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
import org.jspecify.annotations.Nullable;

/**
 * Which network the node is to join.
 *
 * @param name what {@code -chain=} says or a switch such as {@code -regtest} stands for: one of
 *     {@link Networks#NAMES}, or the path of a network's file
 * @param own the network of that file; null for a known one
 */
record ChainChoice(String name, @Nullable Network own) {
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
   * of the file. Unlike with other options, a negated switch is not heard, so that it does not
   * outweigh one that is on in a weaker place; and in the file the last value counts.
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
    var name = chosen.isEmpty() ? "main" : chosen.getFirst();
    return new ChainChoice(name, Networks.NAMES.contains(name) ? null : load(name));
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

  private static Network load(String name) throws ConfigException {
    var path = Settings.parsePath("chain", name);
    boolean looksLikeFile = name.endsWith(".json");
    if (looksLikeFile ? !Files.exists(path) : !Files.isRegularFile(path)) {
      throw new ConfigException(
          looksLikeFile
              ? "There is no network file %s.".formatted(path)
              : "Unknown chain %s.".formatted(name));
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

  /** The section of configuration files that is about this network. */
  String section() {
    return own == null ? name : own.name();
  }

  /** The network itself, before any option changes it. */
  Network network() {
    return own == null ? Networks.named(name).orElseThrow() : own;
  }
}
