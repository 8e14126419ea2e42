package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that goes away in the middle of a command of the wallet, at each of its calls. */
@Timeout(300)
class LostNodeTest extends WalletAccident {
  /** An address that nobody here has. */
  private static final String OTHERS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  /** Runs a command with a node that goes away at a call; whether it did before the end. */
  private boolean isLost(int call, boolean heard, String... words) throws IOException {
    try (var proxy = new FailingProxy(node().rpcPort(), call, heard, () -> {})) {
      var all = new String[words.length + 2];
      System.arraycopy(words, 0, all, 0, words.length);
      all[words.length] = "--rpc-url";
      all[words.length + 1] = proxy.url();
      var outcome = alice().run(all);
      if (outcome.status() != 0) {
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.err().lines().filter(line -> !line.startsWith("Warning: ")))
            .singleElement()
            .asString()
            .startsWith("Error: the node at ");
      }
      return outcome.status() != 0;
    }
  }

  @Test
  void losesNothingOfASynchronisation() throws IOException {
    node().mine(450, alice().address());
    boolean lost = true;
    for (int call = 1; lost; call++) {
      lost = isLost(call, false, "balance");
      node().abandon(449 + call);
      node().mine(2);
    }
    var balance = alice().ask("balance");
    alice().ask("rescan");
    assertThat(alice().ask("balance")).isEqualTo(balance);
    assertThat(balance.get("confirmed").decimalValue().signum()).isPositive();
  }

  @Test
  void losesNoPayment() throws IOException {
    mineCoins();
    int payments = 0;
    boolean lost = true;
    for (int call = 1; lost; call++) {
      for (boolean heard : List.of(false, true)) {
        lost = isLost(call, heard, "send", "-y", "-f", "2", OTHERS, "0.01");
        payments += settle();
      }
    }
    // The last call is the one that sends: it was lost before and after that, then twice not.
    assertThat(payments).isEqualTo(4);
  }

  /** Sends what was written down and not sent, and mines it; how many payments that were. */
  private int settle() throws IOException {
    var pool = mempool();
    int payments = 0;
    for (var one : alice().ask("history")) {
      var txid = one.get("txid").stringValue();
      if (!one.get("state").stringValue().equals("confirmed")) {
        payments++;
        if (!pool.contains(txid)) {
          assertThat(one.get("state").stringValue()).isEqualTo("recorded");
          alice().ask("resend", txid);
        }
      }
    }
    assertThat(payments).isGreaterThanOrEqualTo(pool.size());
    node().mine(1);
    alice().ask("balance"); // so that the next payment takes as many calls
    return payments;
  }

  @Test
  void givesUpAPaymentThatWasNeverSentOnlyIfItIsMeant() throws IOException {
    mineCoins();
    var recorded = "";
    for (int call = 1; recorded.isEmpty(); call++) {
      isLost(call, false, "send", "-y", "-f", "2", OTHERS, "0.01");
      recorded =
          alice()
              .ask("history")
              .valueStream()
              .filter(one -> one.get("state").stringValue().equals("recorded"))
              .map(one -> one.get("txid").stringValue())
              .findFirst()
              .orElse("");
    }
    assertThat(alice().ask("cancel", "--dry-run", recorded).get("would_abandon").stringValue())
        .isEqualTo(recorded);
    assertThat(alice().run("cancel", recorded).status()).isEqualTo(2); // nobody can be asked
    assertThat(alice().ask("history").toString()).contains(recorded);

    alice().ask("cancel", "-y", recorded);
    assertThat(alice().ask("history").toString()).doesNotContain(recorded);
    assertThat(mempool()).isEmpty();
  }
}
