package cairn.p2p.connections;

import static cairn.p2p.connections.SpeakingNode.FULL;
import static cairn.p2p.connections.SpeakingNode.REMOTE;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HandshakeMessage;
import cairn.p2p.wire.HandshakeMessage.Feature;
import cairn.p2p.wire.HandshakeMessage.SendAddrV2;
import cairn.p2p.wire.HandshakeMessage.SendTxRcncl;
import cairn.p2p.wire.HandshakeMessage.Verack;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.HandshakeMessage.WtxidRelay;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HandshakeTest implements Handshake.Listener {
  private static final Endpoint US = Endpoint.parse("30.1.1.1", 8333).orElseThrow();

  private final SpeakingNode node = new SpeakingNode();
  private final Handshake handshake = handshake(true);
  private final List<String> told = new ArrayList<>();
  private boolean mayStay = true;

  private Handshake handshake(boolean takesTransactions) {
    return new Handshake(
        node.surroundings,
        node.chain,
        new Usefulness(node.surroundings, node.chain),
        new Handshake.Options("/us/", takesTransactions),
        this);
  }

  @Override
  public void offers(Peer peer, ServiceFlags services) {
    told.add("offers " + services.toHex());
  }

  @Override
  public boolean greeted(Peer peer) {
    assertThat(peer.stage()).isEqualTo(Stage.GREETED);
    told.add("greeted");
    return mayStay;
  }

  @Override
  public void acknowledged(Peer peer) {
    told.add("acknowledged");
  }

  @Override
  public void ready(Peer peer) {
    assertThat(peer.isReady()).isTrue();
    told.add("ready");
  }

  private Version version(int version, ServiceFlags services) {
    return version(version, services, 99, "/them/");
  }

  private Version version(int version, ServiceFlags services, long nonce, String userAgent) {
    long ahead = node.clock.instant().getEpochSecond() + 7;
    return new Version(
        version, services, ahead, ServiceFlags.NONE, US, nonce, userAgent, 123, true);
  }

  private Version version() {
    return version(70016, FULL);
  }

  private Version sentVersion(Peer peer) {
    return (Version) node.sentTo(peer).getFirst();
  }

  /** A peer that has been greeted and has greeted. */
  private Peer greeted(int version) {
    var peer = node.peer(ConnectionType.INBOUND);
    handshake.opened(peer);
    handshake.received(peer, version(version, FULL));
    node.sentTo(peer);
    return peer;
  }

  private Peer ready() {
    var peer = greeted(70017);
    handshake.received(peer, new Verack());
    return peer;
  }

  @Test
  void greetsWhomItHasCalled() {
    var tip = node.tree.mine(node.tree.genesis(), 5);
    node.chain.take(tip);
    var peer = node.peer(ConnectionType.OUTBOUND_FULL_RELAY);
    handshake.opened(peer);
    var ours = sentVersion(peer);
    assertThat(ours.version()).isEqualTo(70017);
    assertThat(ours.services()).isEqualTo(FULL);
    assertThat(ours.time()).isEqualTo(node.clock.instant().getEpochSecond());
    assertThat(ours.receiverServices()).isEqualTo(ServiceFlags.NETWORK);
    assertThat(ours.receiver()).isEqualTo(REMOTE);
    assertThat(ours.userAgent()).isEqualTo("/us/");
    assertThat(ours.startHeight()).isEqualTo(5);
    assertThat(ours.relay()).isTrue();
  }

  @Test
  void saysNothingOfItselfWhereNobodyIsToKnow() {
    var peer = node.peer(ConnectionType.PRIVATE_BROADCAST);
    handshake.opened(peer);
    var greeting = (Version) node.sentTo(peer).getFirst();
    assertThat(greeting)
        .isEqualTo(
            new Version(
                70016,
                ServiceFlags.NONE,
                0,
                ServiceFlags.NONE,
                Endpoint.UNSPECIFIED,
                greeting.nonce(),
                "/pynode:0.0.1/",
                0,
                false));
    handshake.received(peer, version(70017, SpeakingNode.FULL));
    assertThat(node.sentTo(peer)).containsExactly(new Verack());
    assertThat(peer.commonVersion()).isEqualTo(70016);
    handshake.received(peer, new Verack());
    assertThat(peer.isReady()).isTrue();

    var mute = node.peer(ConnectionType.PRIVATE_BROADCAST);
    handshake.opened(mute);
    node.sentTo(mute);
    handshake.received(mute, new Version(70016, FULL, 0, ServiceFlags.NONE, US, 1, "", 0, false));
    assertThat(node.sentTo(mute)).isEmpty();
    assertThat(node.dropped(mute)).contains("it takes no transactions");
  }

  @Test
  void waitsForTheGreetingOfWhoHasCalled() {
    var peer = node.peer(ConnectionType.INBOUND);
    handshake.opened(peer);
    assertThat(node.sentTo(peer)).isEmpty();
    handshake.received(peer, version());
    assertThat(node.sentTo(peer))
        .extracting(Message::command)
        .containsExactly("version", "wtxidrelay", "sendaddrv2", "verack");
  }

  @Test
  void saysWithEachOtherWhatIsBeyondTheVersion() {
    var peer = node.peer(ConnectionType.OUTBOUND_FULL_RELAY);
    handshake.opened(peer);
    node.sentTo(peer);
    handshake.received(peer, version());
    assertThat(node.sentTo(peer)).containsExactly(new WtxidRelay(), new SendAddrV2(), new Verack());
    assertThat(told).containsExactly("offers 0000000000000009", "greeted", "acknowledged");
    handshake.received(peer, new Verack());
    assertThat(told).endsWith("ready");
  }

  @ParameterizedTest
  @CsvSource({"70015, false", "70016, true"})
  void speaksOfNothingThatOldPeersDoNotKnow(int version, boolean known) {
    var peer = node.peer(ConnectionType.INBOUND);
    handshake.received(peer, version(version, FULL));
    assertThat(node.sentTo(peer).contains(new WtxidRelay())).isEqualTo(known);
  }

  @Test
  void remembersWhatAPeerSays() {
    var peer = greeted(70015);
    var greeting = peer.greeting();
    assertThat(greeting.version()).isEqualTo(70015);
    assertThat(greeting.commonVersion()).isEqualTo(70015);
    assertThat(greeting.services()).isEqualTo(FULL);
    assertThat(greeting.userAgent()).isEqualTo("/them/");
    assertThat(greeting.startHeight()).isEqualTo(123);
    assertThat(greeting.relay()).isTrue();
    assertThat(greeting.seenAs()).contains(US);
    assertThat(greeting.clockAhead()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void speaksNoNewerVersionThanItKnows() {
    assertThat(greeted(80000).greeting().commonVersion()).isEqualTo(70017);
    assertThat(greeted(80000).greeting().version()).isEqualTo(80000);
  }

  @Test
  void makesWhatAPeerCallsItselfFitToBePrinted() {
    var peer = node.peer(ConnectionType.INBOUND);
    handshake.received(peer, version(70016, FULL, 99, "/a\u001b[31m<b>\n/"));
    assertThat(peer.greeting().userAgent()).isEqualTo("/a31mb/");
  }

  @Test
  void believesNoAddressThatIsNone() {
    var peer = node.peer(ConnectionType.INBOUND);
    handshake.received(
        peer,
        new Version(70016, FULL, -5, ServiceFlags.NONE, Endpoint.UNSPECIFIED, 99, "", -1, false));
    assertThat(peer.greeting().seenAs()).isEmpty();
    assertThat(peer.greeting().clockAhead())
        .isEqualTo(Duration.ofSeconds(-node.clock.instant().getEpochSecond()));
  }

  @Test
  void tellsNobodyAnAddressThatIsOfNoUse() {
    var local = Endpoint.parse("127.0.0.1", 8333).orElseThrow();
    var peer = node.peer(ConnectionType.MANUAL, local, NetworkType.UNROUTABLE);
    handshake.opened(peer);
    assertThat(sentVersion(peer).receiver()).isEqualTo(Endpoint.UNSPECIFIED);
  }

  @Test
  void wantsNoTransactionsOverConnectionsThatAreNotForThem() {
    for (var type : List.of(ConnectionType.BLOCK_RELAY_ONLY, ConnectionType.FEELER)) {
      var peer = node.peer(type);
      handshake.opened(peer);
      assertThat(sentVersion(peer).relay()).isFalse();
    }
  }

  @Test
  void wantsTransactionsOnlyFromThoseWhoMayIfItTakesNone() {
    var silent = handshake(false);
    var peer = node.peer(ConnectionType.OUTBOUND_FULL_RELAY);
    silent.opened(peer);
    assertThat(sentVersion(peer).relay()).isFalse();
    var allowed = node.peer(ConnectionType.MANUAL, Permission.RELAY);
    silent.opened(allowed);
    assertThat(sentVersion(allowed).relay()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"OUTBOUND_FULL_RELAY", "BLOCK_RELAY_ONLY", "ADDR_FETCH"})
  void partsWithPeersOfItsOwnChoiceThatAreOfNoUse(ConnectionType type) {
    var peer = node.peer(type);
    handshake.received(peer, version(70016, ServiceFlags.NETWORK));
    assertThat(node.dropped(peer))
        .contains(
            "peer does not offer the expected services (00000001 offered, 00000009 expected)");
    assertThat(told).containsExactly("offers 0000000000000001");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OUTBOUND_FULL_RELAY", "BLOCK_RELAY_ONLY", "ADDR_FETCH", "FEELER"},
      mode = Mode.EXCLUDE)
  void takesOtherPeersAsTheyAre(ConnectionType type) {
    var peer = node.peer(type);
    handshake.received(peer, version(70016, ServiceFlags.NONE));
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void isContentWithTheLastBlocksWhenItHasNearlyAll() {
    var pruned = ServiceFlags.NETWORK_LIMITED.with(ServiceFlags.WITNESS);
    var early = node.peer(ConnectionType.OUTBOUND_FULL_RELAY);
    handshake.received(early, version(70016, pruned));
    assertThat(node.dropped(early))
        .contains(
            "peer does not offer the expected services (00000408 offered, 00000009 expected)");
    var genesis = node.tree.genesis();
    long justNow = node.clock.instant().getEpochSecond() - 143 * 600;
    node.chain.take(List.of(node.tree.mine(genesis, justNow, List.of())));
    var late = node.peer(ConnectionType.OUTBOUND_FULL_RELAY);
    handshake.received(late, version(70016, pruned));
    assertThat(node.dropped(late)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"31799, true", "31800, false"})
  void partsWithPeersThatAreTooOld(int version, boolean tooOld) {
    var peer = node.peer(ConnectionType.INBOUND);
    handshake.received(peer, version(version, FULL));
    assertThat(node.dropped(peer).isPresent()).isEqualTo(tooOld);
  }

  @Test
  void noticesThatItHasCalledItself() {
    var far = node.peer(ConnectionType.MANUAL);
    handshake.opened(far);
    var near = node.peer(ConnectionType.INBOUND);
    handshake.received(near, version(70016, FULL, sentVersion(far).nonce(), ""));
    assertThat(node.dropped(near)).contains("connected to self");
    assertThat(node.sentTo(near)).isEmpty();
  }

  @Test
  void forgetsWhatTellsItselfOnceTheHandshakeIsDone() {
    var peer = node.peer(ConnectionType.MANUAL);
    handshake.opened(peer);
    long nonce = sentVersion(peer).nonce();
    handshake.received(peer, version());
    handshake.received(peer, new Verack());
    var gone = node.peer(ConnectionType.MANUAL);
    handshake.opened(gone);
    long other = sentVersion(gone).nonce();
    handshake.closed(gone);
    for (long known : List.of(nonce, other)) {
      var inbound = node.peer(ConnectionType.INBOUND);
      handshake.received(inbound, version(70016, FULL, known, ""));
      assertThat(node.dropped(inbound)).isEmpty();
    }
  }

  @Test
  void takesNothingButAVersionAtFirst() {
    var peer = node.peer(ConnectionType.INBOUND);
    for (var message :
        List.<HandshakeMessage>of(new Verack(), new WtxidRelay(), new SendAddrV2())) {
      handshake.received(peer, message);
    }
    assertThat(peer.stage()).isEqualTo(Stage.OPENED);
    assertThat(peer.wtxidRelay()).isFalse();
    assertThat(peer.wantsAddrV2()).isFalse();
    assertThat(node.sentTo(peer)).isEmpty();
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void takesOneVersionOnly() {
    var peer = greeted(70015);
    handshake.received(peer, version(70016, ServiceFlags.NONE));
    assertThat(peer.greeting().version()).isEqualTo(70015);
    assertThat(node.sentTo(peer)).isEmpty();
    assertThat(told).containsExactly("offers 0000000000000009", "greeted", "acknowledged");
  }

  @Test
  void takesOneVerackOnly() {
    var peer = ready();
    handshake.received(peer, new Verack());
    assertThat(told).containsOnlyOnce("ready");
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void saysNothingMoreToThoseWhoMayNotStay() {
    mayStay = false;
    var peer = node.peer(ConnectionType.INBOUND);
    handshake.received(peer, version());
    assertThat(node.sentTo(peer)).doesNotContain(new Verack());
    assertThat(told).doesNotContain("acknowledged");
  }

  @Test
  void partsWithFeelersOnceItKnowsThatTheyAreThere() {
    var peer = node.peer(ConnectionType.FEELER);
    handshake.opened(peer);
    handshake.received(peer, version(70016, ServiceFlags.NONE));
    assertThat(node.dropped(peer)).contains("feeler connection completed");
    assertThat(told).endsWith("acknowledged");
  }

  @Test
  void agreesOnWtxids() {
    var peer = greeted(70016);
    handshake.received(peer, new WtxidRelay());
    handshake.received(peer, new WtxidRelay());
    assertThat(peer.wtxidRelay()).isTrue();
    var old = greeted(70015);
    handshake.received(old, new WtxidRelay());
    assertThat(old.wtxidRelay()).isFalse();
    assertThat(node.dropped(old)).isEmpty();
  }

  @Test
  void agreesOnAddrV2() {
    var peer = greeted(70016);
    handshake.received(peer, new SendAddrV2());
    assertThat(peer.wantsAddrV2()).isTrue();
  }

  @Test
  void partsWithThoseWhoChangeTheRulesLater() {
    var messages =
        List.of(new WtxidRelay(), new SendAddrV2(), new Feature("some-feature", Bytes.EMPTY));
    for (var message : messages) {
      var peer = ready();
      handshake.received(peer, message);
      assertThat(node.dropped(peer)).contains(message.command() + " received after verack");
    }
  }

  @Test
  void passesOverFeaturesItDoesNotKnow() {
    var peer = greeted(70017);
    handshake.received(peer, new Feature("some-feature", Bytes.EMPTY));
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void partsWithThoseWhoseFeaturesAreNone() {
    var peer = greeted(70017);
    handshake.received(peer, new Feature("", Bytes.EMPTY));
    assertThat(node.dropped(peer)).contains("invalid feature payload");
    var old = greeted(70016);
    handshake.received(old, new Feature("some-feature", Bytes.EMPTY));
    assertThat(node.dropped(old)).contains("feature received with incompatible version 70016");
  }

  @Test
  void passesOverReconciliation() {
    var peer = ready();
    handshake.received(peer, new SendTxRcncl(1, 2));
    assertThat(node.dropped(peer)).isEmpty();
    assertThat(Optional.of(peer.stage())).contains(Stage.READY);
  }
}
