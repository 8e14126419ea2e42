package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A payment whose process is killed in the middle is not there, or written down. */
@Timeout(600)
class WalletKillTest extends WalletAccident {
  private static final BigDecimal AMOUNT = new BigDecimal("0.01");

  @SuppressWarnings("NullAway.Init") // before each test
  private WalletUser bob;

  @BeforeEach
  void prepare() throws IOException {
    bob = user("bob");
    mineCoins();
  }

  private Process pay(String... options) throws IOException {
    var words = new String[options.length + 6];
    System.arraycopy(options, 0, words, 0, options.length);
    var rest = new String[] {"send", "--yes", "-f", "2", bob.address(), AMOUNT.toString()};
    System.arraycopy(rest, 0, words, options.length, rest.length);
    return alice().start(words);
  }

  /** The states of the payments that are in no block. */
  private static Map<String, String> unconfirmed(JsonNode history) {
    var states = new HashMap<String, String>();
    for (var one : history) {
      var state = one.get("state").stringValue();
      if (!state.equals("confirmed")) {
        states.put(one.get("txid").stringValue(), state);
      }
    }
    return states;
  }

  /** What others know of, the wallet has written down; and what it has, it can still send. */
  private void requireNothingUnknown(String when) throws IOException {
    var written = unconfirmed(alice().ask("history", "--offline"));
    var pool = mempool();
    assertThat(written.keySet()).as(when).containsAll(pool);
    for (var payment : unconfirmed(alice().ask("history")).entrySet()) {
      boolean known = pool.contains(payment.getKey());
      assertThat(payment.getValue()).as(when).isEqualTo(known ? "pending" : "recorded");
      if (!known) {
        alice().ask("resend", payment.getKey());
      }
    }
    node().mine(1);
    assertThat(unconfirmed(alice().ask("history"))).as(when).isEmpty();
  }

  private void requireThatBobHas(int payments) {
    assertThat(bob.ask("balance").get("confirmed").decimalValue())
        .isEqualByComparingTo(AMOUNT.multiply(BigDecimal.valueOf(payments)));
    assertThat(alice().ask("history").valueStream().filter(WalletKillTest::isPayment).count())
        .isEqualTo(payments);
  }

  private static boolean isPayment(JsonNode one) {
    return one.get("amount").decimalValue().signum() < 0;
  }

  /** Pays, and is killed at a call to the node; whether that was before the end. */
  private boolean kill(int call, boolean heard) throws IOException, InterruptedException {
    var victim = new CompletableFuture<Process>();
    try (var proxy =
        new FailingProxy(
            node().rpcPort(), call, heard, () -> victim.join().destroyForcibly().waitFor())) {
      victim.complete(pay("--rpc-url", proxy.url()));
      return victim.join().waitFor() != 0;
    }
  }

  @Test
  void isWrittenDownBeforeAnybodyHearsOfIt() throws IOException, InterruptedException {
    int calls = 0;
    boolean killed = true;
    while (killed) {
      calls++;
      for (boolean heard : new boolean[] {false, true}) {
        killed = kill(calls, heard);
        requireNothingUnknown("killed at call " + calls + (heard ? ", which was heard" : ""));
      }
    }
    // The last call is the one that sends: it was killed before and after that, then twice not.
    requireThatBobHas(4);
  }

  @Test
  void isThereOrNotWheneverItsProcessIsKilled() throws IOException, InterruptedException {
    long start = System.nanoTime();
    assertThat(pay().waitFor()).isZero();
    long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    requireNothingUnknown("not killed");
    long seed = 20;
    var random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      long millis = random.nextLong(whole / 2, whole + 1);
      var process = pay();
      if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      requireNothingUnknown("killed after " + millis + " ms, seed " + seed);
    }
    int payments =
        (int) alice().ask("history").valueStream().filter(WalletKillTest::isPayment).count();
    requireThatBobHas(payments);
  }
}
