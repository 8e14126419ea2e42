package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BestBlock;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.CoinsDatabase;
import cairn.ledger.store.MemoryCoins;
import cairn.ledger.store.NetworkIdentity;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a set of coins that Bitcoin Core made on regtest, and what its {@code gettxoutsetinfo} said
 * of it. There are scripts of every form, among them of 10,000 bytes, and of keys off the curve.
 */
class CoinsStatisticsTest {
  private CoreSnapshot core;

  @BeforeEach
  void read() throws Exception {
    core = CoreSnapshot.resource("/coins/regtest-246.dat");
  }

  private BestBlock fill(CoinStore store) {
    var best = new BestBlock(core.block(), 246);
    try (var cache = new CoinsCache(store, 16 << 20, new Random(1))) {
      var entries = new ArrayList<>(core.coins().entrySet());
      Collections.shuffle(entries, new Random(2));
      entries.forEach(entry -> cache.add(entry.getKey(), entry.getValue(), false));
      cache.setBestBlock(best);
      cache.flush();
    }
    return best;
  }

  private static CoinsStatistics count(CoinStore store) {
    try (var snapshot = store.snapshot()) {
      return CoinsStatistics.of(snapshot, EnumSet.allOf(Hash.class), 2, _ -> true).orElseThrow();
    }
  }

  private static void expectWhatCoreSaid(CoinsStatistics statistics, BestBlock best) {
    assertThat(statistics.bestBlock()).isEqualTo(best);
    assertThat(statistics.coins()).isEqualTo(506);
    assertThat(statistics.transactions()).isEqualTo(242);
    assertThat(statistics.bogoSize()).isEqualTo(47767);
    assertThat(statistics.total()).isEqualTo(new Amount(9775_0000_0000L));
    assertThat(statistics.serialized())
        .hasToString("e43c1d69a779b876c13cefc4b4794094caf59066ede5c98b1bd56404665ece13");
    assertThat(statistics.muhash())
        .hasToString("dc76c96e8bde93231159f54d43107c380f54124d0c7510423472b2280ddfb85d");
  }

  @Test
  void agreesWithCoreOnCoinsInMemory() {
    var store = new MemoryCoins();
    var best = fill(store);
    expectWhatCoreSaid(count(store), best);
  }

  @Test
  void agreesWithCoreOnCoinsOnDisk(@TempDir Path directory) {
    var network = new NetworkIdentity(core.block(), Bytes.of(1, 2, 3, 4));
    BestBlock best;
    try (var store = CoinsDatabase.open(directory, network, 1 << 20)) {
      best = fill(store);
    }
    try (var store = CoinsDatabase.open(directory, network, 1 << 20)) {
      expectWhatCoreSaid(count(store), best);
    }
  }

  @Test
  void computesOnlyTheHashesThatAreAskedFor() {
    var store = new MemoryCoins();
    fill(store);
    try (var snapshot = store.snapshot()) {
      var plain = CoinsStatistics.of(snapshot, EnumSet.noneOf(Hash.class), 1, _ -> true);
      assertThat(plain.orElseThrow().serialized()).isNull();
      assertThat(plain.orElseThrow().muhash()).isNull();
      assertThat(plain.orElseThrow().coins()).isEqualTo(506);
    }
  }

  @Test
  void endsWhenItIsToldTo() {
    var store = new MemoryCoins();
    fill(store);
    var calls = new AtomicInteger();
    try (var snapshot = store.snapshot()) {
      var ended =
          CoinsStatistics.of(
              snapshot, EnumSet.allOf(Hash.class), 1, _ -> calls.incrementAndGet() > 1);
      assertThat(ended).isEmpty();
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void countsNothingWhereNothingIs() {
    var statistics = count(new MemoryCoins());
    assertThat(statistics.bestBlock()).isNull();
    assertThat(statistics.coins()).isZero();
    assertThat(statistics.transactions()).isZero();
  }
}
