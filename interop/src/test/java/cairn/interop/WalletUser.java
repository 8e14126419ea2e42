package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.wallet.cli.Main;
import cairn.wallet.cli.Prompter;
import cairn.wallet.cli.Surroundings;
import cairn.wallet.rpc.Credentials;
import cairn.wallet.rpc.NodeAddress;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a folder of their own, who uses {@code ./cairn wallet} as a script does. */
final class WalletUser {
  private static final JsonMapper JSON = JsonMapper.shared();

  static final String PASSWORD = "secret";

  private final Map<String, String> environment;
  private final int rpcPort;
  final Path home;

  /** A user of a machine that was not there before. */
  WalletUser(Path home, FullNode node) throws IOException {
    this.home = Files.createDirectory(home);
    rpcPort = node.rpcPort();
    var password = Files.writeString(home.resolve("password"), PASSWORD + "\n");
    var config = Files.createDirectories(home.resolve(".config").resolve("cairn"));
    Files.writeString(
        config.resolve("config.toml"),
        """
        network = "regtest"
        rpc-url = "http://127.0.0.1:%d"
        rpc-user = "%s"
        rpc-password = "%s"
        """
            .formatted(node.rpcPort(), NodeHome.USER, NodeHome.PASSWORD));
    environment = Map.of("HOME", home.toString(), "CAIRN_PASSWORD_FILE", password.toString());
  }

  /** What a command ended with. */
  record Outcome(int status, String out, String err) {}

  /** Runs a command. */
  Outcome run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new Surroundings(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Prompter.Nobody(),
                Clock.systemUTC(),
                false),
            words);
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Starts a command as a process of its own. */
  Process start(String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "cairn.wallet.cli.Main"));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What a command that works answers. */
  JsonNode ask(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.add("--json");
    var outcome = run(all.toArray(String[]::new));
    assertThat(outcome.status()).as(String.join(" ", words) + ": " + outcome.err()).isZero();
    return JSON.readTree(outcome.out());
  }

  /** A new address. */
  String address(String... options) {
    var words = new ArrayList<>(List.of("address", "new"));
    words.addAll(List.of(options));
    return ask(words.toArray(String[]::new)).get("address").stringValue();
  }

  /** The file of the wallet that is usual. */
  Path walletFile() {
    return home.resolve(".local/share/cairn/wallets/regtest/default.wallet");
  }

  /** Where the node answers. */
  NodeAddress node() {
    return new NodeAddress(
        "127.0.0.1",
        rpcPort,
        "/",
        new Credentials.Password(NodeHome.USER, NodeHome.PASSWORD),
        FullNode.PATIENCE);
  }

  /** A file of this user's. */
  String file(String name) {
    return home.resolve(name).toString();
  }
}
