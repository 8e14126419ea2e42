package cairn.wallet.cli;

import cairn.wallet.store.NativeLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * The usual commands, one after the other, with a wallet and a node that nobody else sees. The
 * launcher has a JVM do this once, which keeps what it learns of the classes for later starts (JEP
 * 483, 514, 515).
 */
public final class Rehearsal {
  private final Surroundings surroundings;

  private Rehearsal(Path home, RehearsalNode node) throws IOException {
    var words = Files.writeString(home.resolve("words"), "abandon ".repeat(11) + "about\n");
    var nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    surroundings =
        new Surroundings(
            Map.of(
                "HOME",
                home.toString(),
                "CAIRN_NETWORK",
                "regtest",
                "CAIRN_RPC_URL",
                node.url(),
                "CAIRN_RPC_USER",
                "rehearsal",
                "CAIRN_PASSWORD_FILE",
                words.toString()),
            nowhere,
            nowhere,
            new Prompter.Nobody(),
            Clock.systemUTC(),
            false);
    run("restore", "--words-file", words.toString());
  }

  /**
   * Runs them.
   *
   * @param args a folder that is empty, and one in which later starts find SQLite
   */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    NativeLibrary.unpack(Path.of(args[1]));
    try (var node = new RehearsalNode()) {
      var rehearsal = new Rehearsal(Path.of(args[0]), node);
      rehearsal.run("address", "new");
      rehearsal.run("balance");
      rehearsal.run("balance", "--json");
      rehearsal.run("history");
      rehearsal.run("coins");
      rehearsal.run("list");
      rehearsal.run("info");
      rehearsal.run("--help");
    }
  }

  private void run(String... words) {
    int status = Main.run(surroundings, words);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ends with " + status);
    }
  }
}
