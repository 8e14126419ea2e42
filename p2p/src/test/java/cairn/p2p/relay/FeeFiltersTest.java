package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryMessage.FeeFilter;
import cairn.primitives.Amount;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeeFiltersTest {
  private final RelayNode node = new RelayNode();

  private static List<Long> toldTo(RelayNode node, Peer peer) {
    return node.sentTo(peer).stream()
        .filter(FeeFilter.class::isInstance)
        .map(message -> ((FeeFilter) message).feeRateSats())
        .toList();
  }

  private List<Long> toldTo(Peer peer) {
    return toldTo(node, peer);
  }

  @Test
  void tellsWhatTransactionsHaveToPay() {
    var peer = node.inbound();
    assertThat(toldTo(peer)).as("what is relayed at all").containsExactly(100L);
  }

  @Test
  void tellsNothingToWhoShouldNotFilter() {
    assertThat(toldTo(node.calls(ConnectionType.INBOUND).allowed(Permission.FORCERELAY).connect()))
        .isEmpty();
    assertThat(toldTo(node.calls(ConnectionType.BLOCK_RELAY_ONLY).connect())).isEmpty();
    var quiet = new RelayNode(RelayOptions.SMALL.withBlocksOnly(true), new SplittableRandom(1));
    assertThat(toldTo(quiet, quiet.inbound())).isEmpty();
  }

  @Test
  void takesNoneWhileFarBehindAndSaysSoonThatItIsNoLonger() {
    node.isFarBehind = true;
    var peer = node.inbound();
    assertThat(toldTo(peer)).containsExactly(9_936_506L);

    node.isFarBehind = false;
    node.relay.newTip();
    assertThat(toldTo(peer)).containsExactly(100L);
  }

  @Test
  void tellsOfAGreatChangeWithinSixMinutes() {
    var peer = node.inbound();
    toldTo(peer);
    node.pool.setMinimumFeeRate(50_000);
    node.advance(Duration.ofMinutes(6).plusSeconds(1));
    var told = toldTo(peer);
    assertThat(told).isNotEmpty();
    assertThat(told.getFirst()).isBetween(45_000L, 55_000L);
  }

  @Test
  void tellsOfASmallChangeInItsTime() {
    var peer = node.inbound();
    node.pool.setMinimumFeeRate(50_000);
    node.advance(Duration.ofHours(1));
    toldTo(peer);
    node.pool.setMinimumFeeRate(58_000);
    node.advance(Duration.ofHours(3));
    assertThat(toldTo(peer)).last().satisfies(rate -> assertThat(rate).isBetween(52_000L, 65_000L));
  }

  @Test
  void roundsToALevelNextToTheRate() {
    var rounding = new FeeRounding(new SplittableRandom(1));
    var found = new HashSet<Long>();
    long up = 0;
    for (int i = 0; i < 3000; i++) {
      long level = rounding.round(1000);
      found.add(level);
      up += level >= 1000 ? 1 : 0;
    }
    assertThat(found).containsExactlyInAnyOrder(959L, 1055L);
    assertThat(up).isBetween(900L, 1100L);
    assertThat(rounding.round(0)).isZero();
    assertThat(rounding.round(Amount.MAX.sats())).isEqualTo(9_936_506L).isEqualTo(FeeRounding.MAX);
  }

  @Test
  void comparesRatesBeyondAllMoney() {
    var node = new RelayNode();
    node.pool.fund(coin(1), Amount.MAX.sats());
    var transaction = spend(coin(1));
    node.pool.add(transaction);
    var entry = node.pool.entries().getFirst();
    assertThat(entry.feeSats()).isEqualTo(Amount.MAX.sats());
    long exact = Amount.MAX.sats() * 1000 / entry.virtualSize();
    assertThat(FeeRate.isBelow(entry, exact)).isFalse();
    assertThat(FeeRate.isBelow(entry, exact + 1)).isTrue();
    assertThat(LongStream.of(Long.MAX_VALUE, Amount.MAX.sats() * 4000))
        .allSatisfy(rate -> assertThat(FeeRate.isBelow(entry, rate)).isTrue());
  }
}
