package cairn.wallet.cli;

import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import cairn.genesis.Networks;
import cairn.wallet.WalletException;
import cairn.wallet.WalletFiles;
import cairn.wallet.rpc.Credentials;
import cairn.wallet.rpc.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds: what an option says, else the environment, else the configuration file, else what is
 * usual.
 *
 * @param flags by setting, those that were given
 */
record Config(Map<Setting, String> flags, Map<String, String> environment, ConfigFile file) {
  /** A value, and who says so. */
  record Resolved(String value, String source) {}

  Config {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  static Config load(
      Map<Setting, String> flags, Map<String, String> environment, Optional<Path> file)
      throws WalletException {
    var said = file.or(() -> Optional.ofNullable(environment.get("CAIRN_CONFIG")).map(Path::of));
    if (said.isPresent() && !Files.exists(said.get())) {
      throw WalletException.wrongUse("there is no configuration " + said.get());
    }
    var path =
        said.orElseGet(() -> xdg(environment, "XDG_CONFIG_HOME", ".config").resolve("config.toml"));
    return new Config(flags, environment, ConfigFile.read(path));
  }

  /** Cairn's folder below one that the XDG Base Directory Specification names. */
  private static Path xdg(Map<String, String> environment, String variable, String fallback) {
    var said = environment.get(variable);
    var base =
        said == null || said.isEmpty() || !Path.of(said).isAbsolute()
            ? home(environment).resolve(fallback)
            : Path.of(said);
    return base.resolve("cairn");
  }

  private static Path home(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")));
  }

  Resolved resolve(Setting setting) {
    var flag = flags.get(setting);
    if (flag != null) {
      return new Resolved(flag, "option --" + setting.key());
    }
    var variable = environment.get(setting.variable());
    if (variable != null) {
      return new Resolved(variable, "environment " + setting.variable());
    }
    var network = setting == Setting.NETWORK ? "" : get(Setting.NETWORK);
    return file.get(setting, network)
        .map(value -> new Resolved(value, "config.toml"))
        .orElseGet(() -> new Resolved(usual(setting), "default"));
  }

  private String usual(Setting setting) {
    return switch (setting) {
      case WALLET_DIR ->
          xdg(environment, "XDG_DATA_HOME", ".local/share")
              .resolve("wallets")
              .resolve(networkFolder())
              .toString();
      default -> setting.usual();
    };
  }

  private String networkFolder() {
    var name = get(Setting.NETWORK);
    return name.endsWith(".json")
        ? String.valueOf(Path.of(name).getFileName()).replace(".json", "")
        : name;
  }

  String get(Setting setting) {
    return resolve(setting).value();
  }

  /** The value, unless it is empty. */
  Optional<String> find(Setting setting) {
    return Optional.of(get(setting)).filter(value -> !value.isEmpty());
  }

  /** A number above zero. */
  int number(Setting setting) throws WalletException {
    try {
      int number = Integer.parseInt(get(setting));
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw WalletException.wrongUse(setting.key() + " is a number above zero, not " + get(setting));
  }

  Network network() throws WalletException {
    var name = get(Setting.NETWORK);
    if (name.endsWith(".json")) {
      try {
        return Network.load(Path.of(name));
      } catch (IOException e) {
        throw WalletException.wrongUse("the network's file " + name + " cannot be read");
      } catch (NetworkFormatException e) {
        throw WalletException.wrongUse("the network's file " + name + ": " + e.getMessage());
      }
    }
    return Networks.named(name)
        .orElseThrow(() ->
            WalletException.wrongUse(
                "no network '%s'; there are %s, or the file of one of your own"
                    .formatted(name, String.join(", ", Networks.NAMES))));
  }

  WalletFiles files() {
    return new WalletFiles(Path.of(get(Setting.WALLET_DIR)));
  }

  Money money() throws WalletException {
    return switch (get(Setting.UNIT)) {
      case "btc" -> new Money(false);
      case "sat" -> new Money(true);
      default -> throw WalletException.wrongUse("unit is btc or sat, not " + get(Setting.UNIT));
    };
  }

  /** Where the node is: on this machine, unless something else is said. */
  NodeAddress node(Network network) throws WalletException {
    var url = find(Setting.RPC_URL).orElse("http://127.0.0.1:" + network.rpcPort());
    return NodeAddress.parse(
        url,
        network.rpcPort(),
        credentials(network),
        Duration.ofSeconds(number(Setting.RPC_TIMEOUT)));
  }

  private Credentials credentials(Network network) {
    var user = find(Setting.RPC_USER);
    boolean cookieSaid =
        flags.containsKey(Setting.RPC_COOKIE) && !flags.containsKey(Setting.RPC_USER);
    if (user.isPresent() && !cookieSaid) {
      return new Credentials.Password(user.get(), get(Setting.RPC_PASSWORD));
    }
    var cookie = find(Setting.RPC_COOKIE);
    if (cookie.isPresent()) {
      return new Credentials.Cookie(List.of(Path.of(cookie.get())));
    }
    var home = home(environment);
    var below = network.dataDirectory();
    return new Credentials.Cookie(
        List.of(
            home.resolve(".cairn").resolve(below).resolve(".cookie"),
            home.resolve(".bitcoin").resolve(below).resolve(".cookie")));
  }
}
