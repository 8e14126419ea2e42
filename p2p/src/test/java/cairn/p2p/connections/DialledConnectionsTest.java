package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.address;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.connections.ConnectionsNode.LookUp;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Target;
import cairn.p2p.permissions.Permission;
import cairn.p2p.permissions.PermissionException;
import cairn.p2p.permissions.Whitelist;
import cairn.p2p.permissions.WhitelistEntry;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.Subnet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a connection that somebody wants is opened. */
class DialledConnectionsTest {
  private static final ConnectionOptions OPTIONS =
      ConnectionOptions.DEFAULT
          .with(new Seeds(List.of(), false, false, false))
          .with(new Calls(false, List.of(), List.of()));

  private static final Means WITH_PROXY = new Means(Set.of(NetworkType.IPV4), true, true);
  private static final Means WITHOUT_NAMES = new Means(Set.of(NetworkType.IPV4), false, false);

  private final ConnectionsNode node = new ConnectionsNode(OPTIONS);
  private int done;

  private void tryOnce(ConnectionsNode node, String name) {
    node.connections.commands().tryOnce(name, false, () -> done++);
  }

  private static Target.Node at(String text) {
    return new Target.Node(endpoint(text));
  }

  @Test
  void callsAnAddressThatIsWrittenOut() {
    tryOnce(node, "20.1.1.1:1234");
    assertThat(node.call())
        .isEqualTo(new Call(at("20.1.1.1:1234"), "20.1.1.1:1234", ConnectionType.MANUAL, false));
    assertThat(done).isZero();
    var peer = node.answer();
    assertThat(done).isEqualTo(1);
    assertThat(peer.type()).isEqualTo(ConnectionType.MANUAL);
    assertThat(peer.remote()).isEqualTo(endpoint("20.1.1.1:1234"));
    assertThat(peer.facts().local()).isEqualTo(endpoint("10.0.0.1:40000"));
    assertThat(peer.facts().network()).isEqualTo(NetworkType.IPV4);
    assertThat(peer.openedAt()).isEqualTo(node.clock.instant());
    assertThat(peer.ourServices()).isEqualTo(FULL);
  }

  @Test
  void takesTheNetworksPortWhereNoneIsGiven() {
    tryOnce(node, "20.1.1.1");
    assertThat(node.call().target()).isEqualTo(at("20.1.1.1:8333"));
    assertThat(node.answer().facts().name()).isEqualTo("20.1.1.1");
  }

  @Test
  void takesNoPortInI2p() {
    var name = "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p";
    tryOnce(node, name);
    assertThat(((Target.Node) node.call().target()).endpoint().port()).isZero();
  }

  @Test
  void readsAddressesOfCjdnsAsSuchWhereItIsInUse() {
    var there =
        new ConnectionsNode(OPTIONS.with(new Means(Set.of(NetworkType.CJDNS), true, false)));
    tryOnce(there, "[fc00::1]:8333");
    var target = ((Target.Node) there.call().target()).endpoint();
    assertThat(target.address()).isInstanceOf(Cjdns.class);
    assertThat(there.answer().facts().network()).isEqualTo(NetworkType.CJDNS);
  }

  @Test
  void looksUpNamesAndTriesAllOfTheirAddresses() {
    tryOnce(node, "node.example:1234");
    assertThat(node.calls).isEmpty();
    assertThat(node.lookUps).extracting(LookUp::host).containsExactly("node.example");
    assertThat(node.lookUps).extracting(LookUp::limit).containsExactly(256);
    node.tell(address("20.1.1.1"), address("20.2.1.1"), address("20.3.1.1"));
    var tried = new HashSet<Target>();
    for (int i = 0; i < 3; i++) {
      assertThat(node.call().name()).isEqualTo("node.example:1234");
      tried.add(node.call().target());
      assertThat(done).isZero();
      node.fail();
    }
    assertThat(tried)
        .containsExactlyInAnyOrder(at("20.1.1.1:1234"), at("20.2.1.1:1234"), at("20.3.1.1:1234"));
    assertThat(node.calls).isEmpty();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void triesNoFurtherAddressOnceOneHasAnswered() {
    tryOnce(node, "node.example");
    node.tell(address("20.1.1.1"), address("20.2.1.1"));
    assertThat(node.answer().facts().name()).isEqualTo("node.example");
    assertThat(node.calls).isEmpty();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void givesUpWhereANameIsNotKnown() {
    tryOnce(node, "node.example");
    node.tell();
    assertThat(node.calls).isEmpty();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void doesNotBelieveWhoeverNamesAnAddressThatIsNone() {
    tryOnce(node, "node.example");
    node.tell(address("20.1.1.1"), address("0.0.0.0"));
    assertThat(node.calls).isEmpty();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void leavesNamesToTheProxy() {
    var there = new ConnectionsNode(OPTIONS.with(WITH_PROXY));
    tryOnce(there, "node.example:1234");
    assertThat(there.lookUps).isEmpty();
    assertThat(there.call().target()).isEqualTo(new Target.Host("node.example", 1234));
    var peer = there.answer();
    assertThat(peer.remote()).isEqualTo(Endpoint.UNSPECIFIED);
    assertThat(peer.facts().name()).isEqualTo("node.example:1234");
    assertThat(peer.facts().network()).isEqualTo(NetworkType.UNROUTABLE);
  }

  @Test
  void doesNotLeaveAddressesToTheProxy() {
    var there = new ConnectionsNode(OPTIONS.with(WITH_PROXY));
    tryOnce(there, "20.1.1.1");
    assertThat(there.call().target()).isEqualTo(at("20.1.1.1:8333"));
  }

  @Test
  void givesTheProxyNoNameThatItCouldNotBeTold() {
    var there = new ConnectionsNode(OPTIONS.with(WITH_PROXY));
    tryOnce(there, "n\u00f6de.example");
    tryOnce(there, "n".repeat(256));
    assertThat(there.calls).isEmpty();
    assertThat(done).isEqualTo(2);
    tryOnce(there, "n".repeat(255));
    assertThat(there.calls).hasSize(1);
  }

  @Test
  void looksUpNothingWhereThatIsNotAllowed() {
    var there = new ConnectionsNode(OPTIONS.with(WITHOUT_NAMES));
    tryOnce(there, "node.example");
    assertThat(there.lookUps).isEmpty();
    assertThat(there.calls).isEmpty();
    assertThat(done).isEqualTo(1);
    tryOnce(there, "20.1.1.1");
    assertThat(there.calls).hasSize(1);
  }

  @Test
  void hasNoSecondConnectionUnderOneName() {
    tryOnce(node, "20.1.1.1");
    tryOnce(node, "20.1.1.1");
    assertThat(node.calls).hasSize(1);
    node.answer();
    tryOnce(node, "20.1.1.1");
    assertThat(node.calls).isEmpty();
    assertThat(done).isEqualTo(3);
  }

  @Test
  void hasNoSecondConnectionToOneAddressAndPort() {
    tryOnce(node, "20.1.1.1");
    var peer = node.answer();
    tryOnce(node, "20.1.1.1:8333");
    tryOnce(node, "node.example");
    node.tell(address("20.2.1.1"), address("20.1.1.1"));
    assertThat(node.calls).isEmpty();
    assertThat(done).isEqualTo(3);
    tryOnce(node, "20.1.1.1:8334");
    assertThat(node.calls).hasSize(1);
    node.fail();
    node.leave(peer);
    tryOnce(node, "20.1.1.1:8333");
    assertThat(node.calls).hasSize(1);
  }

  @Test
  void callsNobodyWhileTheNetworkIsSwitchedOff() {
    node.connections.commands().setNetworkActive(false);
    tryOnce(node, "20.1.1.1");
    tryOnce(node, "node.example");
    assertThat(node.calls).isEmpty();
    assertThat(node.lookUps).isEmpty();
    assertThat(done).isEqualTo(2);
  }

  @Test
  void wantsNothingAnyMoreOnceTheNetworkIsSwitchedOff() {
    tryOnce(node, "20.1.1.1");
    node.connections.commands().setNetworkActive(false);
    assertThat(node.tryAnswer()).isNull();
    assertThat(node.connections.counts().total()).isZero();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void triesNoFurtherAddressOnceTheNetworkIsSwitchedOff() {
    tryOnce(node, "node.example");
    node.tell(address("20.1.1.1"), address("20.2.1.1"));
    node.connections.commands().setNetworkActive(false);
    node.fail();
    assertThat(node.calls).isEmpty();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void wantsNothingThatItHasNotAskedFor() {
    var call = new Call(at("20.1.1.1"), "", ConnectionType.MANUAL, false);
    assertThat(node.connections.opened(call, endpoint("20.1.1.1"), ConnectionsNode.LOCAL)).isNull();
    node.connections.failed(call, "refused", false);
    assertThat(node.connections.counts().total()).isZero();
  }

  @Test
  void tellsPermissionsOfThoseWhomTheOperatorCallsOnly() throws PermissionException {
    var parser = new AddressParser(false);
    var entries =
        List.of(
            WhitelistEntry.parse("out,noban@20.1.0.0/16", parser),
            WhitelistEntry.parse("in,relay@20.1.0.0/16", parser));
    var there = new ConnectionsNode(OPTIONS.with(new Whitelist(entries, true, false)));
    tryOnce(there, "20.1.1.1");
    var manual = there.answer();
    assertThat(manual.facts().permissions())
        .containsExactlyInAnyOrder(Permission.NOBAN, Permission.DOWNLOAD);
    assertThat(open(there, "20.1.2.2", ConnectionType.OUTBOUND_FULL_RELAY)).isTrue();
    assertThat(there.answer().facts().permissions()).isEmpty();
  }

  private boolean open(ConnectionsNode there, String name, ConnectionType type) {
    return there.connections.commands().open(name, type, false, () -> done++);
  }

  @Test
  void offersFiltersToThoseWhoMayHaveThem() throws PermissionException {
    var entry = WhitelistEntry.parse("out,bloomfilter@20.1.1.1", new AddressParser(false));
    var there = new ConnectionsNode(OPTIONS.with(new Whitelist(List.of(entry), true, false)));
    tryOnce(there, "20.1.1.1");
    assertThat(there.answer().ourServices()).isEqualTo(FULL.with(ServiceFlags.BLOOM));
    tryOnce(there, "20.2.1.1");
    assertThat(there.answer().ourServices()).isEqualTo(FULL);
  }

  @Test
  void numbersConnectionsFromZero() {
    tryOnce(node, "20.1.1.1");
    assertThat(node.answer().id().number()).isZero();
    assertThat(node.letIn("20.2.1.1").id().number()).isEqualTo(1);
  }

  @Test
  void triesAgainInTheClearIfV2SeemsNotToBeKnown() {
    node.connections.commands().tryOnce("node.example", true, () -> done++);
    node.tell(address("20.1.1.1"));
    assertThat(node.call().encrypted()).isTrue();
    node.leave(node.answer(), true);
    assertThat(node.lookUps).extracting(LookUp::host).containsExactly("node.example");
    node.tell(address("20.1.1.1"));
    assertThat(node.call())
        .isEqualTo(new Call(at("20.1.1.1"), "node.example", ConnectionType.MANUAL, false));
  }

  @Test
  void triesNothingAgainThatWasOpenedByThePeer() {
    node.leave(node.letIn("20.1.1.1"), true);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void triesNothingAgainWhileTheNetworkIsSwitchedOff() {
    node.connections.commands().tryOnce("20.1.1.1", true, () -> done++);
    var peer = node.answer();
    node.connections.commands().setNetworkActive(false);
    node.leave(peer, true);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void keepsTheSlotOfWhatItTriesAgain() {
    for (int i = 0; i < 8; i++) {
      assertThat(open(node, "20.%d.1.1".formatted(i), ConnectionType.OUTBOUND_FULL_RELAY)).isTrue();
      if (i < 7) {
        node.answer();
      }
    }
    node.leave(node.answer(), true);
    assertThat(open(node, "20.50.1.1", ConnectionType.OUTBOUND_FULL_RELAY)).isFalse();
    node.fail();
    assertThat(open(node, "20.50.1.1", ConnectionType.OUTBOUND_FULL_RELAY)).isTrue();
  }

  @Test
  void notesThatANodeWasTriedUnlessTheProxyWasAtFault() {
    node.know(FULL, "20.1.1.1");
    tryOnce(node, "20.1.1.1");
    node.connections.failed(node.calls.removeFirst(), "no proxy", true);
    assertThat(lastTry()).isEqualTo(Instant.EPOCH);
    tryOnce(node, "20.1.1.1");
    node.fail();
    assertThat(lastTry()).isEqualTo(node.clock.instant());
    node.clock.advance(Duration.ofMinutes(1));
    tryOnce(node, "20.1.1.1");
    node.answer();
    assertThat(lastTry()).isEqualTo(node.clock.instant());
  }

  private Instant lastTry() {
    return node.addresses.select(false, Set.of(), node.clock.instant()).orElseThrow().lastTry();
  }

  @Test
  void remembersTheServicesOfThoseItHasCalled() {
    node.know(FULL, "20.1.1.1");
    tryOnce(node, "20.1.1.1");
    node.connections.offers(node.answer(), ServiceFlags.NONE);
    assertThat(known().services()).isEqualTo(ServiceFlags.NONE);
  }

  @Test
  void believesNobodyAboutServicesWhoHasCalledByHimself() {
    node.know(FULL, "20.1.1.1");
    node.connections.offers(node.letIn("20.1.1.1"), ServiceFlags.NONE);
    assertThat(known().services()).isEqualTo(FULL);
  }

  @Test
  void remembersThatThoseItHasCalledAreThere() {
    node.know(FULL, "20.1.1.1", "20.2.1.1");
    node.greet(node.letIn("20.2.1.1"), FULL, true);
    assertThat(node.addresses.counts().inTried()).isZero();
    tryOnce(node, "20.1.1.1");
    node.answerAndGreet();
    assertThat(node.addresses.counts().inTried()).isEqualTo(1);
  }

  @Test
  void tellsOthersWhenAPeerWasThereAndOnlyIfTheyMayKnow() {
    long before = node.clock.instant().getEpochSecond() - 3600;
    node.know(FULL, "20.1.1.1");
    assertThat(open(node, "20.1.1.1", ConnectionType.BLOCK_RELAY_ONLY)).isTrue();
    node.leave(node.answerAndGreet());
    assertThat(known().time()).isEqualTo(before);
    tryOnce(node, "20.1.1.1");
    node.leave(node.answer()); // it has said nothing
    assertThat(known().time()).isEqualTo(before);
    tryOnce(node, "20.1.1.1");
    node.leave(node.answerAndGreet());
    assertThat(known().time()).isEqualTo(node.clock.instant().getEpochSecond());
  }

  private PeerAddress known() {
    return node.addresses.select(false, Set.of(), node.clock.instant()).orElseThrow().address();
  }

  @Test
  void callsByNameEvenThoseWhoAreBanned() {
    node.bans.ban(Subnet.parse("20.0.0.0/8").orElseThrow(), 0, false, node.clock.instant());
    node.discouraged.add(address("20.1.1.1"));
    tryOnce(node, "20.1.1.1");
    assertThat(node.calls).hasSize(1);
  }
}
