package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.address;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.SeedAddresses;
import cairn.p2p.addresses.Table;
import cairn.p2p.addresses.TableEntry;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.connections.ConnectionsNode.LookUp;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Target;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where addresses come from when there are not enough. */
class AddressSourcesTest {
  private static final Seeds DNS = new Seeds(List.of(), true, false, false);
  private static final Seeds FIXED = new Seeds(List.of(), false, false, true);
  private static final Seeds SEED_NODES =
      new Seeds(List.of("30.1.1.1", "30.2.1.1"), false, false, false);

  /** All that is known at the start of a second. */
  private static final int SECOND = 2;

  private static Consumer<AddressManager> knowing(int count) {
    var random = new Random(9);
    return addresses -> {
      var now = Instant.ofEpochSecond(1_800_000_000);
      while (addresses.counts().total() < count) {
        var at = endpoint("%d.%d.1.1".formatted(20 + random.nextInt(60), random.nextInt(250)));
        var told = new PeerAddress(now.getEpochSecond() - 3600, ServiceFlags.NONE, at);
        addresses.add(List.of(told), at.address(), Duration.ZERO, now);
      }
    };
  }

  private static ConnectionsNode node(Seeds seeds, Consumer<AddressManager> begin) {
    return new ConnectionsNode(
        ConnectionOptions.DEFAULT.with(seeds), Networks.main(), 1, List.of(), begin);
  }

  private static int dnsSeeds() {
    return Networks.main().peers().dnsSeeds().size();
  }

  /** Opens a connection that counts for not needing more addresses. */
  private static void openFullRelay(ConnectionsNode node, String at) {
    node.connections.commands().open(at, ConnectionType.OUTBOUND_FULL_RELAY, false, () -> {});
    var call = node.calls.stream().filter(one -> one.name().equals(at)).findFirst().orElseThrow();
    node.calls.remove(call);
    node.calls.addFirst(call);
    node.answerAndGreet();
  }

  @Test
  void asksAllDnsSeedsWhereNobodyIsKnown() {
    var node = node(DNS, knowing(0));
    var asked = new HashSet<String>();
    for (int i = 0; i < dnsSeeds(); i++) {
      assertThat(node.lookUps).extracting(LookUp::limit).containsExactly(32);
      asked.add(node.lookUps.getFirst().host());
      node.tell(address("20.1.%d.1".formatted(i)));
      node.beat();
    }
    node.beats(1000);
    assertThat(node.lookUps).isEmpty();
    assertThat(asked)
        .containsExactlyInAnyOrderElementsOf(
            Networks.main().peers().dnsSeeds().stream().map(seed -> "x9." + seed).toList());
  }

  @Test
  void asksThemInAnOrderThatDiffers() {
    var first = new HashSet<String>();
    for (int seed = 0; seed < 50; seed++) {
      var node =
          new ConnectionsNode(
              ConnectionOptions.DEFAULT.with(DNS), Networks.main(), seed, List.of());
      first.add(node.lookUps.getFirst().host());
    }
    assertThat(first).hasSizeGreaterThan(dnsSeeds() / 2);
  }

  @Test
  void takesInWhatADnsSeedTells() {
    var node = node(DNS, knowing(0));
    var host = node.lookUps.getFirst().host();
    node.tell(address("20.1.1.1"));
    var entry = only(node.addresses.entries(Table.NEW));
    long now = node.clock.instant().getEpochSecond();
    assertThat(entry.address().endpoint()).isEqualTo(endpoint("20.1.1.1:8333"));
    assertThat(entry.address().services()).isEqualTo(FULL.with(ServiceFlags.P2P_V2));
    assertThat(now - entry.address().time())
        .isBetween(Duration.ofDays(3).toSeconds(), Duration.ofDays(7).toSeconds());
    assertThat(entry.source()).isEqualTo(Internal.ofName(host));
  }

  private static TableEntry only(List<TableEntry> entries) {
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }

  @Test
  void asksADnsSeedItselfIfItKnowsNothingOfServices() {
    var node = node(DNS, knowing(0));
    var seed = node.lookUps.getFirst().host().substring("x9.".length());
    node.tell();
    node.beat();
    // Now the name itself is looked up, beside the next seed's.
    assertThat(node.lookUps).extracting(LookUp::host).contains(seed);
    node.lookUps.removeIf(one -> !one.host().equals(seed));
    node.tell(address("20.1.1.1"));
    assertThat(node.call())
        .isEqualTo(
            new Call(
                new Target.Node(endpoint("20.1.1.1:8333")),
                seed,
                ConnectionType.ADDR_FETCH,
                false));
  }

  @Test
  void asksDnsSeedsThroughTheProxy() {
    var options =
        ConnectionOptions.DEFAULT.with(DNS).with(new Means(Set.of(NetworkType.IPV4), true, true));
    var node = new ConnectionsNode(options);
    node.beat();
    assertThat(node.lookUps).isEmpty();
    assertThat(node.call().type()).isEqualTo(ConnectionType.ADDR_FETCH);
    assertThat(node.call().target()).isInstanceOf(Target.Host.class);
  }

  @Test
  void triesWhomItKnowsForElevenSecondsFirst() {
    var node = node(DNS, knowing(999));
    node.beats(11 * SECOND - 1);
    assertThat(node.lookUps).isEmpty();
    node.beat();
    assertThat(node.lookUps).hasSize(1);
  }

  @Test
  void triesWhomItKnowsForFiveMinutesIfThatAreMany() {
    var node = node(DNS, knowing(1000));
    node.beats(300 * SECOND - 1);
    assertThat(node.lookUps).isEmpty();
    node.beat();
    assertThat(node.lookUps).hasSize(1);
  }

  @Test
  void asksThreeDnsSeedsAndSeesWhetherThatIsEnough() {
    var node = node(DNS, knowing(10));
    node.beats(11 * SECOND);
    for (int i = 0; i < 3; i++) {
      assertThat(node.lookUps).hasSize(1);
      node.tell(address("20.1.%d.1".formatted(i)));
      node.beat();
    }
    node.beats(11 * SECOND - 1);
    assertThat(node.lookUps).isEmpty();
    node.beat();
    assertThat(node.lookUps).hasSize(1);
  }

  @Test
  void asksNoDnsSeedOnceTwoPeersTellOfOthers() {
    var node = node(DNS, knowing(10));
    openFullRelay(node, "30.1.1.1");
    openFullRelay(node, "30.2.1.1");
    node.beats(1000);
    assertThat(node.lookUps).isEmpty();
  }

  @Test
  void looksEveryElevenSecondsWhetherThereArePeers() {
    var node = node(DNS, knowing(1000));
    node.beats(12 * SECOND);
    openFullRelay(node, "30.1.1.1");
    openFullRelay(node, "30.2.1.1");
    node.beats(11 * SECOND);
    node.connections.commands().disconnect(endpoint("30.1.1.1").toString());
    node.peers.all().stream().toList().forEach(node::leave);
    node.beats(600 * SECOND);
    assertThat(node.lookUps).isEmpty(); // for that was decided when there were two
  }

  @Test
  void countsOnlyPeersThatTellOfOthers() {
    var node = node(DNS, knowing(10));
    for (var at : List.of("30.1.1.1", "30.2.1.1")) {
      node.connections.commands().open(at, ConnectionType.BLOCK_RELAY_ONLY, false, () -> {});
      node.answerAndGreet();
    }
    node.beats(11 * SECOND);
    assertThat(node.lookUps).hasSize(1);
  }

  @Test
  void asksAllDnsSeedsIfTheOperatorWantsIt() {
    var node = node(new Seeds(List.of(), true, true, false), knowing(5000));
    for (int i = 0; i < dnsSeeds(); i++) {
      assertThat(node.lookUps).hasSize(1);
      node.tell();
      node.lookUps.clear();
      node.beat();
      node.lookUps.removeIf(one -> !one.host().startsWith("x9."));
    }
    assertThat(node.lookUps).isEmpty();
  }

  @Test
  void asksNoDnsSeedWhereThatIsNotWanted() {
    var node = node(SEED_NODES, knowing(0));
    node.beats(1000);
    assertThat(node.lookUps).isEmpty();
  }

  @Test
  void waitsUntilTheNetworkIsSwitchedOn() {
    var node = node(DNS, knowing(10));
    node.connections.commands().setNetworkActive(false);
    node.beats(100 * SECOND);
    assertThat(node.lookUps).isEmpty();
    node.connections.commands().setNetworkActive(true);
    node.beat();
    assertThat(node.lookUps).hasSize(1);
  }

  @Test
  void givesSeedNodesHalfAMinuteBeforeItAsksDnsSeeds() {
    var node = node(new Seeds(List.of("30.1.1.1"), true, false, false), knowing(0));
    node.beats(30 * SECOND);
    assertThat(node.lookUps).isEmpty();
    node.beat();
    assertThat(node.lookUps).hasSize(1);
  }

  @Test
  void asksNoDnsSeedIfSeedNodesHaveHelped() {
    var node = node(new Seeds(List.of("30.9.1.1"), true, false, false), knowing(10));
    openFullRelay(node, "30.1.1.1");
    openFullRelay(node, "30.2.1.1");
    node.beats(1000);
    assertThat(node.lookUps).isEmpty();
  }

  @Test
  void asksDnsSeedsAllTheSameIfNobodyIsKnown() {
    var node = node(new Seeds(List.of("30.9.1.1"), true, false, false), knowing(0));
    openFullRelay(node, "30.1.1.1");
    openFullRelay(node, "30.2.1.1");
    node.beat();
    assertThat(node.lookUps).hasSize(1);
  }

  @Test
  void callsASeedNodeAtOnceWhereNobodyIsKnown() {
    var node = node(SEED_NODES, knowing(0));
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.ADDR_FETCH);
    var first = node.call().name();
    node.fail();
    node.beats(10 * SECOND - 1);
    assertThat(node.calls).isEmpty();
    node.beats(3);
    assertThat(node.call().type()).isEqualTo(ConnectionType.ADDR_FETCH);
    assertThat(Set.of(first, node.call().name())).containsExactlyInAnyOrder("30.1.1.1", "30.2.1.1");
    node.fail();
    node.beats(1000);
    assertThat(node.calls).isEmpty(); // each is called once
  }

  @Test
  void callsNoSeedNodeForTenSecondsWhereOthersAreKnown() {
    var node = node(SEED_NODES, knowing(10));
    node.beats(10 * SECOND);
    assertThat(node.calls).isEmpty();
    node.beats(2);
    assertThat(node.call().type()).isEqualTo(ConnectionType.ADDR_FETCH);
  }

  @Test
  void callsNoSeedNodeWithTwoPeers() {
    var node = node(SEED_NODES, knowing(10));
    openFullRelay(node, "40.1.1.1");
    openFullRelay(node, "40.2.1.1");
    node.beats(100 * SECOND);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void callsNoSeedNodeIfThereIsNoRoom() {
    var options =
        ConnectionOptions.DEFAULT
            .with(SEED_NODES)
            .with(new ConnectionOptions.Limits(1, 50, Duration.ofSeconds(60), 0));
    var node = new ConnectionsNode(options);
    node.connections.commands().open("40.1.1.1", ConnectionType.FEELER, false, () -> {});
    node.calls.clear();
    node.beats(100 * SECOND);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void takesFixedSeedsAtOnceWhereThereIsNothingElse() {
    var node = node(FIXED, knowing(0));
    node.beat();
    var known = node.addresses.entries(Table.NEW);
    assertThat(known).hasSizeGreaterThan(100);
    assertThat(known)
        .allSatisfy(entry ->
            assertThat(entry.address().endpoint().address().network())
                .isIn(NetworkType.IPV4, NetworkType.IPV6));
    assertThat(known).extracting(TableEntry::source).containsOnly(Internal.ofName("fixedseeds"));
    long now = node.clock.instant().getEpochSecond();
    assertThat(known)
        .allSatisfy(entry ->
            assertThat(now - entry.address().time())
                .isBetween(Duration.ofDays(7).toSeconds(), Duration.ofDays(14).toSeconds() + 1));
    assertThat(SeedAddresses.of(Networks.main()))
        .containsAll(known.stream().map(entry -> entry.address().endpoint()).toList());
  }

  @Test
  void takesFixedSeedsAfterAMinuteWhereSomethingElseMightHelp() {
    for (var seeds :
        List.of(
            new Seeds(List.of(), true, false, true),
            new Seeds(List.of("30.1.1.1"), false, false, true))) {
      var node = node(seeds, knowing(0));
      node.beats(60 * SECOND);
      assertThat(node.addresses.counts().total()).isZero();
      while (!node.calls.isEmpty()) {
        node.fail();
      }
      node.beats(2);
      assertThat(node.addresses.counts().total()).isPositive();
    }
  }

  @Test
  void takesFixedSeedsAfterAMinuteWhereTheOperatorHasAddedNodes() {
    var options =
        ConnectionOptions.DEFAULT.with(FIXED).with(new Calls(true, List.of(), List.of("30.1.1.1")));
    var node = new ConnectionsNode(options);
    node.beats(60 * SECOND);
    assertThat(node.addresses.counts().total()).isZero();
    node.beats(2);
    assertThat(node.addresses.counts().total()).isPositive();
  }

  @Test
  void takesFixedSeedsOnlyOfNetworksWhereNobodyIsKnown() {
    var node = node(FIXED, knowing(10));
    node.beat();
    var networks = new HashSet<NetworkType>();
    for (var entry : node.addresses.entries(Table.NEW)) {
      if (entry.source().equals(Internal.ofName("fixedseeds"))) {
        networks.add(entry.address().endpoint().address().network());
      }
    }
    assertThat(networks).containsExactly(NetworkType.IPV6);
  }

  @Test
  void takesNoFixedSeedsWhereTheyAreNotWanted() {
    var node = node(new Seeds(List.of(), false, false, false), knowing(0));
    node.beats(100 * SECOND);
    assertThat(node.addresses.counts().total()).isZero();
  }
}
