package cairn.wallet.cli;

import java.util.Locale;

/** What can be said by an option, in the environment, or in the configuration file. */
enum Setting {
  NETWORK("main"),
  WALLET("default"),
  WALLET_DIR(""),
  RPC_URL(""),
  RPC_COOKIE(""),
  RPC_USER(""),
  RPC_PASSWORD(""),
  RPC_TIMEOUT("120"),
  UNIT("btc"),
  TARGET("6"),
  FEE_RATE(""),
  PASSWORD_FILE("");

  private final String usual;

  Setting(String usual) {
    this.usual = usual;
  }

  /** What holds if nobody says anything; empty where that depends on others. */
  String usual() {
    return usual;
  }

  /** The name in the file, and with two dashes before it as an option. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name in the environment. */
  String variable() {
    return "CAIRN_" + name();
  }

  /** Whether {@code config show} does not show it. */
  boolean isSecret() {
    return this == RPC_PASSWORD;
  }
}
