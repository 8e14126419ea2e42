package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node that goes away in the middle of a command of the wallet, at each of its calls. */
@Timeout(300)
class LostNodeTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @SuppressWarnings("NullAway.Init") // before each test
  @AutoClose
  private Cairn node;

  @SuppressWarnings("NullAway.Init") // before each test
  private WalletUser alice;

  @BeforeEach
  void prepare() throws IOException {
    node = Cairn.start(directory.resolve("node"), "-blockfilterindex=1");
    alice = new WalletUser(directory.resolve("alice"), node);
    alice.ask("create", "--no-check");
  }

  /** Runs a command with a node that goes away at a call; whether it did before the end. */
  private boolean isLost(int call, boolean heard, String... words) throws IOException {
    try (var proxy = new FailingProxy(node.rpcPort(), call, heard, () -> {})) {
      var all = new String[words.length + 2];
      System.arraycopy(words, 0, all, 0, words.length);
      all[words.length] = "--rpc-url";
      all[words.length + 1] = proxy.url();
      var outcome = alice.run(all);
      if (outcome.status() != 0) {
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.err()).startsWith("Error: the node at ").hasLineCount(1);
      }
      return outcome.status() != 0;
    }
  }

  @Test
  void losesNothingOfASynchronisation() throws IOException {
    node.mine(450, alice.address());
    boolean lost = true;
    for (int call = 1; lost; call++) {
      lost = isLost(call, false, "balance");
      node.abandon(449 + call);
      node.mine(2);
    }
    var balance = alice.ask("balance");
    alice.ask("rescan");
    assertThat(alice.ask("balance")).isEqualTo(balance);
    assertThat(balance.get("confirmed").decimalValue().signum()).isPositive();
  }

  @Test
  void losesNoPayment() throws IOException {
    node.mine(103, alice.address());
    alice.ask("balance");
    int payments = 0;
    boolean lost = true;
    for (int call = 1; lost; call++) {
      for (boolean heard : List.of(false, true)) {
        lost =
            isLost(
                call,
                heard,
                "send",
                "-y",
                "-f",
                "2",
                "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                "0.01");
        payments += settle();
      }
    }
    // The last call is the one that sends: it was lost before and after that, then twice not.
    assertThat(payments).isEqualTo(4);
  }

  /** Sends what was written down and not sent, and mines it; how many payments that were. */
  private int settle() throws IOException {
    var pool = node.rpc().call("getrawmempool").valueStream().map(JsonNode::stringValue).toList();
    int payments = 0;
    for (var one : alice.ask("history")) {
      var txid = one.get("txid").stringValue();
      if (!one.get("state").stringValue().equals("confirmed")) {
        payments++;
        if (!pool.contains(txid)) {
          assertThat(one.get("state").stringValue()).isEqualTo("recorded");
          alice.ask("resend", txid);
        }
      }
    }
    assertThat(payments).isGreaterThanOrEqualTo(pool.size());
    node.mine(1);
    alice.ask("balance"); // so that the next payment takes as many calls
    return payments;
  }
}
