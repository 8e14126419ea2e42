package cairn.bench.wallet;

import cairn.bench.rpc.NodeAddress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Runs commands of {@code ./cairn wallet}, with a home of its own. */
final class WalletProcess {
  private final String script;
  private final Path home;
  private final Path output;
  private final Map<String, String> environment;

  WalletProcess(Path home, NodeAddress node) throws IOException {
    this.script = System.getProperty("cairn.script", "./cairn");
    this.home = home;
    this.output = home.resolve("output");
    int colon = node.credentials().indexOf(':');
    this.environment =
        Map.of(
            "HOME", home.toString(),
            "XDG_DATA_HOME", home.resolve("data").toString(),
            "XDG_CONFIG_HOME", home.resolve("config").toString(),
            "CAIRN_NETWORK", "regtest",
            "CAIRN_RPC_URL", "http://127.0.0.1:" + node.port(),
            "CAIRN_RPC_USER", node.credentials().substring(0, colon),
            "CAIRN_RPC_PASSWORD", node.credentials().substring(colon + 1),
            "CAIRN_PASSWORD_FILE", write("password", "none").toString());
  }

  /** Makes a file in the home. */
  Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text + "\n");
  }

  /** Runs a command of the wallet; the seconds that it took. */
  double run(String... words) throws IOException {
    var command = new ArrayList<>(List.of(script, "wallet"));
    command.addAll(List.of(words));
    return time(command, environment);
  }

  /** Runs another program; the seconds that it took. */
  double runOther(String command) throws IOException {
    return time(List.of("sh", "-c", command), Map.of());
  }

  private double time(List<String> command, Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IOException(String.join(" ", command) + " ends with " + status + ": " + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** What the last program printed. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Removes a folder and all in it. */
  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
