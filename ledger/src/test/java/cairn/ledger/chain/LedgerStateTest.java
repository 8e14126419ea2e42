package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How far a ledger says that it is, and what it warns of. */
class LedgerStateTest extends LedgerAtWork {
  @Test
  void leavesTheFirstSynchronisationOnceAndForAll() {
    var time = Instant.ofEpochSecond(TRUNK.get(9).header().time());
    reopen(setup.now(time).maxTipAge(Duration.ofMinutes(35)));
    submit(TRUNK.subList(0, 6));
    assertThat(ledger.state().isInitialBlockDownload()).isTrue(); // four blocks, forty minutes
    submit(TRUNK.get(6));
    assertThat(ledger.state().isInitialBlockDownload()).isFalse();
    get(ledger.commands().invalidate(find(TRUNK.getFirst())));
    assertThat(ledger.state().isInitialBlockDownload()).isFalse();
    reopen(setup);
    assertThat(ledger.state().isInitialBlockDownload()).isTrue();
  }

  @Test
  void staysInTheFirstSynchronisationOnAPoorChain() {
    var regtest = Networks.regtest();
    var facts = regtest.facts().withMinimumChainWork(BigInteger.valueOf(20));
    reopen(setup.network(regtest.with(facts)).maxTipAge(Duration.ofDays(100_000)));
    submit(TRUNK.subList(0, 8));
    assertThat(ledger.state().isInitialBlockDownload()).isTrue();
    submit(TRUNK.get(8));
    assertThat(ledger.state().isInitialBlockDownload()).isFalse();
  }

  @Test
  void reckonsHowFarItIs() {
    reopen(setup.now(Instant.ofEpochSecond(TRUNK.get(9).header().time())));
    submitHeaders(TRUNK.subList(0, 20));
    submit(TRUNK.subList(0, 10));
    // Nothing is known of regtest's transactions, but that there are some every 1,000 seconds.
    assertThat(ledger.state().verificationProgress(find(TRUNK.get(19)))).isZero();
    double now = ledger.state().verificationProgress(find(TRUNK.get(9)));
    assertThat(now).isBetween(0.5, 1.0);
    assertThat(ledger.state().verificationProgress(find(TREE.genesis()))).isLessThan(now);
  }

  @Test
  void warnsOfAnInvalidChainThatIsMuchLonger() {
    submit(TRUNK.subList(0, 10));
    assertThat(ledger.state().warnings()).isEmpty();
    get(ledger.commands().invalidate(find(TRUNK.get(2))));
    assertThat(ledger.state().warnings())
        .singleElement()
        .asString()
        .startsWith("Warning: Found invalid chain more than 6 blocks longer");
    get(ledger.commands().reconsider(find(TRUNK.get(2))));
    assertThat(ledger.state().warnings()).isEmpty();
  }
}
