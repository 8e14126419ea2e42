package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.LOCAL;
import static cairn.p2p.connections.ConnectionsNode.address;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Limits;
import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Grant;
import cairn.p2p.permissions.Permission;
import cairn.p2p.permissions.PermissionException;
import cairn.p2p.permissions.WhitebindEntry;
import cairn.p2p.permissions.Whitelist;
import cairn.p2p.permissions.WhitelistEntry;
import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.Subnet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in. */
class InboundTest {
  /** Of these, eleven are kept for this node's own choice. */
  private static ConnectionOptions with(int inbound, int relayPercent) {
    return ConnectionOptions.DEFAULT
        .with(new Calls(false, List.of(), List.of()))
        .with(new Limits(11 + inbound, relayPercent, Duration.ofSeconds(60), 0));
  }

  private final ConnectionsNode node = new ConnectionsNode(with(100, 50));

  private static void ban(ConnectionsNode node, String subnet) {
    node.bans.ban(Subnet.parse(subnet).orElseThrow(), 0, false, node.clock.instant());
  }

  /** As many as there is room for, so unlike each other that all but a few are protected. */
  private static List<Peer> fill(ConnectionsNode node, int count) {
    var peers = new ArrayList<Peer>();
    for (int i = 0; i < count; i++) {
      node.clock.advance(Duration.ofSeconds(1));
      peers.add(node.letIn("20.%d.1.1:%d".formatted(i, 1000 + i)));
    }
    return peers;
  }

  @Test
  void letsPeersInAndKnowsWhatIsToBeKnown() {
    var peer = node.letIn("20.1.1.1:1234");
    assertThat(peer.type().isInbound()).isTrue();
    assertThat(peer.remote()).isEqualTo(endpoint("20.1.1.1:1234"));
    assertThat(peer.facts().name()).isEqualTo("20.1.1.1:1234");
    assertThat(peer.facts().local()).isEqualTo(LOCAL);
    assertThat(peer.facts().network()).isEqualTo(NetworkType.IPV4);
    assertThat(peer.facts().services()).isEqualTo(ServiceFlags.NONE);
    assertThat(peer.facts().permissions()).isEmpty();
    assertThat(peer.openedAt()).isEqualTo(node.clock.instant());
    assertThat(node.connections.counts().inbound()).isEqualTo(1);
    assertThat(node.connections.counts().outbound()).isZero();
  }

  @Test
  void doesNotBelieveAddressesThatOnlyTheOnionServiceSees() throws PermissionException {
    var whitelist = new Whitelist(List.of(entry("in,relay@127.0.0.1")), true, false);
    var there = new ConnectionsNode(with(10, 50).with(whitelist));
    var arrival = new Arrival(endpoint("127.0.0.1:1234"), LOCAL, true, Grant.NONE);
    var peer = Objects.requireNonNull(there.arrive(arrival));
    assertThat(peer.facts().network()).isEqualTo(NetworkType.ONION);
    assertThat(peer.facts().permissions()).isEmpty();
    assertThat(there.letIn("127.0.0.1:1235").facts().permissions())
        .containsExactly(Permission.RELAY);
  }

  private static WhitelistEntry entry(String text) throws PermissionException {
    return WhitelistEntry.parse(text, new AddressParser(false));
  }

  @Test
  void givesWhatTheBindingAllows() throws PermissionException {
    var binding = WhitebindEntry.parse("relay@127.0.0.1:8333");
    var peer = node.arrive(new Arrival(endpoint("20.1.1.1:1"), LOCAL, false, binding.grant()));
    assertThat(Objects.requireNonNull(peer).facts().permissions())
        .containsExactly(Permission.RELAY);
    var usual = WhitebindEntry.parse("127.0.0.1:8333");
    var other = node.arrive(new Arrival(endpoint("20.2.1.1:1"), LOCAL, true, usual.grant()));
    assertThat(Objects.requireNonNull(other).has(Permission.NOBAN)).isTrue();
  }

  @Test
  void readsAddressesOfCjdnsAsSuchWhereItIsInUse() {
    var there =
        new ConnectionsNode(with(10, 50).with(new Means(Set.of(NetworkType.CJDNS), true, false)));
    var peer = there.letIn("[fc00::1]:1234");
    assertThat(peer.remote().address()).isInstanceOf(Cjdns.class);
    assertThat(peer.facts().network()).isEqualTo(NetworkType.CJDNS);
    assertThat(node.letIn("[fc00::1]:1234").facts().network()).isEqualTo(NetworkType.UNROUTABLE);
  }

  @Test
  void letsNobodyInWhileTheNetworkIsSwitchedOff() {
    node.connections.commands().setNetworkActive(false);
    assertThat(node.arrive("20.1.1.1:1234")).isNull();
    assertThat(node.connections.counts().total()).isZero();
  }

  @Test
  void letsNobodyInWhoIsBanned() {
    ban(node, "20.1.0.0/16");
    assertThat(node.arrive("20.1.1.1:1234")).isNull();
    assertThat(node.arrive("20.2.1.1:1234")).isNotNull();
  }

  @Test
  void letsInWhoIsBannedAndMayNotBe() throws PermissionException {
    var whitelist = new Whitelist(List.of(entry("noban@20.1.1.1")), true, false);
    var there = new ConnectionsNode(with(10, 50).with(whitelist));
    ban(there, "20.1.0.0/16");
    assertThat(there.arrive("20.1.1.1:1234")).isNotNull();
    assertThat(there.arrive("20.1.1.2:1234")).isNull();
  }

  @Test
  void letsInWhoIsDiscouragedAsLongAsThereIsMoreThanOnePlace() {
    var there = new ConnectionsNode(with(4, 50));
    there.discouraged.add(address("30.1.1.1"));
    fill(there, 2);
    assertThat(there.arrive("30.1.1.1:1")).isNotNull();
    assertThat(there.arrive("30.1.1.1:2")).isNull();
    assertThat(there.arrive("30.2.1.1:1")).isNotNull();
  }

  @Test
  void letsNobodyInIfAllDeserveToStay() {
    var there = new ConnectionsNode(with(4, 50));
    fill(there, 4);
    assertThat(there.arrive("30.1.1.1:1")).isNull();
    assertThat(there.connections.counts().inbound()).isEqualTo(4);
  }

  @Test
  void hasSomebodyGoForWhoeverComesWhenItIsFull() {
    var there = new ConnectionsNode(with(40, 50));
    var peers = fill(there, 40);
    assertThat(there.arrive("30.1.1.1:1")).isNotNull();
    var gone = peers.stream().filter(peer -> there.dropped(peer).isPresent()).toList();
    assertThat(gone).hasSize(1);
    assertThat(there.dropped(gone.getFirst())).contains("selected inbound connection for eviction");
    assertThat(there.connections.counts().inbound()).isEqualTo(40);
  }

  @Test
  void hasWhoeverIsDiscouragedGoFirst() {
    int gone = 0;
    for (int which = 40; which < 58; which++) {
      var there = new ConnectionsNode(with(60, 50));
      there.discouraged.add(address("20.%d.1.1".formatted(which)));
      var peers = fill(there, 60);
      there.letIn("30.1.1.1:1");
      gone += there.dropped(peers.get(which)).isPresent() ? 1 : 0;
    }
    assertThat(gone).isGreaterThan(9); // but for those few who are protected by chance
  }

  @Test
  void keepsThoseWhoMayStayWhateverTheyDo() throws PermissionException {
    var whitelist = new Whitelist(List.of(entry("noban@20.0.0.0/8")), true, false);
    var there = new ConnectionsNode(with(40, 50).with(whitelist));
    fill(there, 40);
    assertThat(there.arrive("30.1.1.1:1")).isNull();
    assertThat(there.arrive("20.50.1.1:1")).isNull();
  }

  @Test
  void keepsThoseWhoGiveTransactions() {
    var there = new ConnectionsNode(with(40, 50));
    var peers = fill(there, 40);
    peers.subList(36, 40).forEach(peer -> there.lastTransaction.put(peer, there.clock.instant()));
    for (int i = 0; i < 10; i++) {
      there.letIn("31.%d.1.1:1".formatted(i));
    }
    assertThat(peers.subList(36, 40)).allMatch(peer -> there.dropped(peer).isEmpty());
  }

  @Test
  void hasOneGoOfThePlaceFromWhichMostCome() {
    var there = new ConnectionsNode(with(60, 50));
    fill(there, 35);
    var crowd = new ArrayList<Peer>();
    for (int i = 0; i < 20; i++) {
      crowd.add(there.letIn("50.1.1.%d:1".formatted(i)));
    }
    for (int i = 0; i < 5; i++) {
      there.clock.advance(Duration.ofSeconds(1));
      there.letIn("51.%d.1.1:1".formatted(i));
    }
    there.letIn("30.1.1.1:1");
    assertThat(crowd.stream().filter(peer -> there.dropped(peer).isPresent())).hasSize(1);
  }

  @Test
  void keepsThoseWhoAreThereForBlocksAndOfUse() {
    var there = new ConnectionsNode(with(60, 100));
    var others = fill(there, 55);
    others.forEach(peer -> there.greet(peer, FULL, true));
    var useful = new ArrayList<Peer>();
    for (int i = 0; i < 5; i++) {
      there.clock.advance(Duration.ofSeconds(1));
      useful.add(there.letIn("51.%d.1.1:1".formatted(i)));
      there.greet(useful.getLast(), FULL, false);
    }
    there.letIn("30.1.1.1:1");
    assertThat(useful).allMatch(peer -> there.dropped(peer).isEmpty());
    assertThat(others.stream().filter(peer -> there.dropped(peer).isPresent())).hasSize(1);
  }

  @Test
  void doesNotCountThoseWhoAreOnTheirWayOut() {
    var there = new ConnectionsNode(with(1, 100));
    var first = there.letIn("20.1.1.1:1");
    there.drop(first, "for the test");
    assertThat(there.arrive("20.2.1.1:1")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "50, 2", "74, 2", "75, 3", "100, 4"})
  void letsPartOfThemHaveTransactions(int percent, int relaying) {
    var there = new ConnectionsNode(with(4, percent));
    int ready = 0;
    for (int i = 0; i < 4; i++) {
      var peer = there.letIn("20.%d.1.1:1".formatted(i));
      there.greet(peer, FULL, true);
      ready += peer.isReady() ? 1 : 0;
    }
    assertThat(ready).isEqualTo(relaying);
  }

  @Test
  void saysWhyAPeerMayNotHaveTransactions() {
    var there = new ConnectionsNode(with(4, 0));
    var peer = there.letIn("20.1.1.1:1");
    there.greet(peer, FULL, true);
    assertThat(there.dropped(peer))
        .contains(
            "failed to find a tx-relaying eviction candidate - connection dropped after version"
                + " message");
  }

  @Test
  void letsAnyNumberBeThereForBlocksOnly() {
    var there = new ConnectionsNode(with(4, 0));
    for (int i = 0; i < 4; i++) {
      var peer = there.letIn("20.%d.1.1:1".formatted(i));
      there.greet(peer, FULL, false);
      assertThat(peer.isReady()).isTrue();
    }
  }

  @Test
  void hasAnotherGoWhoWantsTransactions() {
    var there = new ConnectionsNode(with(80, 50));
    var peers = new ArrayList<Peer>();
    for (int i = 0; i < 40; i++) {
      there.clock.advance(Duration.ofSeconds(1));
      var peer = there.letIn("20.%d.1.1:1".formatted(i));
      there.greet(peer, FULL, true);
      peers.add(peer);
    }
    var late = there.letIn("30.1.1.1:1");
    there.greet(late, FULL, true);
    assertThat(late.isReady()).isTrue();
    assertThat(peers.stream().filter(peer -> there.dropped(peer).isPresent())).hasSize(1);
  }

  @Test
  void hasNobodyGoForTransactionsWhoWantsNone() {
    var there = new ConnectionsNode(with(80, 0));
    for (int i = 0; i < 60; i++) {
      there.greet(there.letIn("20.%d.1.1:1".formatted(i)), ServiceFlags.NONE, false);
    }
    var late = there.letIn("30.1.1.1:1");
    there.greet(late, FULL, true);
    assertThat(there.dropped(late)).isPresent();
    assertThat(there.connections.counts().inbound()).isEqualTo(60);
  }

  @Test
  void mayHaveToPartWithAPeerThatWantsTransactionsLater() {
    var there = new ConnectionsNode(with(2, 50));
    var first = there.letIn("20.1.1.1:1");
    there.greet(first, FULL, false);
    var second = there.letIn("20.2.1.1:1");
    there.greet(second, FULL, true);
    there.connections.wantsTransactions(first, "filterload");
    assertThat(there.dropped(first))
        .contains(
            "failed to find a tx-relaying eviction candidate - connection dropped after filterload"
                + " message");
    assertThat(there.dropped(second)).isEmpty();
  }

  @Test
  void countsNobodyForTransactionsWhomItHasCalled() {
    var there = new ConnectionsNode(with(2, 50));
    there.connections.commands().tryOnce("20.1.1.1", false, () -> {});
    there.answerAndGreet();
    var peer = there.letIn("20.2.1.1:1");
    there.greet(peer, FULL, true);
    assertThat(peer.isReady()).isTrue();
  }
}
