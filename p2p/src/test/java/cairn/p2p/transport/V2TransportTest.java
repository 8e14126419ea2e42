package cairn.p2p.transport;

import static cairn.p2p.transport.Frames.MAGIC;
import static cairn.p2p.transport.Frames.feed;
import static cairn.p2p.transport.Frames.feedInPieces;
import static cairn.p2p.transport.Frames.frame;
import static cairn.p2p.transport.Frames.random;
import static cairn.p2p.transport.Frames.received;
import static cairn.p2p.transport.Frames.sealed;
import static cairn.p2p.transport.Frames.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.transport.TransportEvent.Broken;
import cairn.p2p.transport.TransportEvent.Dropped;
import cairn.p2p.transport.TransportEvent.Received;
import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.primitives.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class V2TransportTest {
  private static final Bytes VERACK =
      Bytes.fromHex("0076657261636b000000000000"); // in the form of a packet's contents

  private final Transport responder = Transport.v2Responder(MAGIC, new Random(1));
  private final V2Handshake caller = RawPeer.handshake(2, 77);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1000, 100_000})
  void bothEndsAgreeAndUnderstandEachOtherHoweverTheBytesAreCut(int most) {
    var random = new Random(most);
    var initiator = Transport.v2Initiator(MAGIC, random);
    var first = sent(initiator.open());
    assertThat(responder.open()).isEmpty();
    var answer = sent(feedInPieces(responder, first, random, most));
    assertThat(initiator.info()).isEqualTo(TransportInfo.DETECTING);
    assertThat(responder.info()).isEqualTo(TransportInfo.DETECTING);
    assertThat(initiator.canSend()).isFalse();

    var second = sent(feedInPieces(initiator, answer, random, most));
    assertThat(initiator.info().protocol()).isEqualTo(Protocol.V2);
    assertThat(feedInPieces(responder, second, random, most)).isEmpty();
    assertThat(responder.info()).isEqualTo(initiator.info());

    var frames =
        new Frame[] {
          frame("version", 1, 2, 3), frame("verack"), random("block", 70_000, 1), frame("inv")
        };
    assertThat(received(feedInPieces(responder, sealed(initiator, frames), random, most)))
        .containsExactly(frames);
    assertThat(received(feedInPieces(initiator, sealed(responder, frames), random, most)))
        .containsExactly(frames);
  }

  @Test
  void keepsItsKeyBackUntilTheCallerIsNotOneOfV1() {
    assertThat(feed(responder, MAGIC)).isEmpty();
    assertThat(feed(responder, Bytes.of('v', 'e', 'r', 's'))).isEmpty();
    assertThat(sent(feed(responder, Bytes.of('!'))).length())
        .isBetween(64, 64 + V2Handshake.MAX_GARBAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15, 16, 17, 24, 1000})
  void speaksV1WithACallerWhoDoes(int most) {
    var version = random("version", 100, 1);
    var bytes = sealed(Transport.v1(MAGIC), version, frame("verack"));
    assertThat(responder.canSend()).isFalse();
    var events = feedInPieces(responder, bytes, new Random(most), most);
    assertThat(events)
        .containsExactly(new Received(version, 124), new Received(frame("verack"), 24));
    assertThat(responder.info()).isEqualTo(TransportInfo.V1);
    assertThat(responder.canSend()).isTrue();
    assertThat(sealed(responder, version)).isEqualTo(sealed(Transport.v1(MAGIC), version));
  }

  @Test
  void knowsV1BySixteenBytes() {
    var prefix = MAGIC.concat(Bytes.fromHex("76657273696f6e0000000000"));
    feed(responder, prefix.slice(0, 15));
    assertThat(responder.info().protocol()).hasToString("detecting");
    feed(responder, prefix.slice(15));
    assertThat(responder.info().protocol()).hasToString("v1");
  }

  @Test
  void breaksOffWhenTheCallerSpeaksV1ToAnotherNetwork() {
    var signet = Bytes.fromHex("0a03cf40");
    var events = feed(responder, sealed(Transport.v1(signet), frame("version", 1, 2, 3)));
    assertThat(events.getLast())
        .isEqualTo(new Broken("V2 transport error: V1 peer with wrong MessageStart 0a03cf40"));
    assertThat(responder.foreignMagic()).contains(signet);
  }

  @Test
  void recognisesACallerOfAnotherNetwork() {
    var signet = Bytes.fromHex("0a03cf40");
    var called =
        Transport.v2Responder(MAGIC, Set.of(Bytes.fromHex("fabfb5da"), signet), new Random(1));
    var stranger = Transport.v2Initiator(signet, new Random(2));
    var answer = sent(feed(called, sent(stranger.open())));
    assertThat(called.foreignMagic()).isNotEqualTo(Optional.of(signet));
    assertThat(feed(called, sent(feed(stranger, answer))).getLast())
        .isEqualTo(
            new Broken("V2 transport error: peer of another network, MessageStart 0a03cf40"));
    assertThat(called.foreignMagic()).contains(signet);
  }

  @Test
  void suspectsACallerWhoseNetworkIsNotKnown() {
    var stranger = Transport.v2Initiator(Bytes.fromHex("01020304"), new Random(2));
    var answer = sent(feed(responder, sent(stranger.open())));
    feed(responder, sent(feed(stranger, answer)));
    assertThat(responder.foreignMagic()).contains(Bytes.EMPTY);
  }

  @Test
  void suspectsNobodyOfItsOwnNetwork() {
    var caller = Transport.v2Initiator(MAGIC, new Random(2));
    var answer = sent(feed(responder, sent(caller.open())));
    feed(responder, sent(feed(caller, answer)));
    assertThat(responder.foreignMagic()).isEmpty();
    assertThat(caller.foreignMagic()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, V2Handshake.MAX_GARBAGE})
  void takesGarbageOfAnyLength(int length) {
    var handshake = RawPeer.handshake(3, length);
    var peer = call(handshake);
    feed(responder, handshake.garbage().concat(peer.terminator()));
    assertThat(responder.info()).isEqualTo(TransportInfo.DETECTING);
    assertThat(feed(responder, peer.firstPacket(Bytes.EMPTY, false))).isEmpty();
    assertThat(responder.info()).isEqualTo(TransportInfo.v2(peer.sessionId()));
  }

  @Test
  void breaksOffWhenTheGarbageDoesNotEnd() {
    call(caller);
    var zeros = Bytes.wrap(new byte[V2Handshake.MAX_GARBAGE + 15]);
    assertThat(feed(responder, zeros)).isEmpty();
    assertThat(feed(responder, Bytes.of(0)))
        .containsExactly(new Broken("V2 transport error: missing garbage terminator"));
    assertThat(feed(responder, zeros)).isEmpty();
  }

  @Test
  void breaksOffWhenTheGarbageWasChangedOnItsWay() {
    var peer = call(caller);
    var changed = caller.garbage().toArray();
    changed[5] ^= 1;
    feed(responder, Bytes.wrap(changed).concat(peer.terminator()));
    assertThat(feed(responder, peer.firstPacket(Bytes.EMPTY, false)))
        .containsExactly(new Broken("V2 transport error: packet decryption failure (0 bytes)"));
  }

  @Test
  void breaksOffWhenTheFirstPacketDoesNotVouchForTheGarbage() {
    var peer = call(caller);
    feed(responder, caller.garbage().concat(peer.terminator()));
    assertThat(feed(responder, peer.packet(Bytes.EMPTY, false)))
        .containsExactly(new Broken("V2 transport error: packet decryption failure (0 bytes)"));
  }

  @Test
  void ignoresDecoysAndWhatTheVersionPacketSays() {
    var peer = call(caller);
    feed(responder, caller.garbage().concat(peer.terminator()));
    assertThat(feed(responder, peer.firstPacket(VERACK, true))).isEmpty();
    assertThat(feed(responder, peer.packet(VERACK, true))).isEmpty();
    assertThat(responder.info()).isEqualTo(TransportInfo.DETECTING);
    assertThat(feed(responder, peer.packet(VERACK, false))).isEmpty();
    assertThat(responder.info()).isEqualTo(TransportInfo.v2(peer.sessionId()));
    assertThat(feed(responder, peer.packet(VERACK, true))).isEmpty();
    assertThat(feed(responder, peer.packet(VERACK, false)))
        .containsExactly(new Received(frame("verack"), 33));
  }

  @Test
  void dropsAPacketWithoutAValidCommandAndGoesOn() {
    var peer = connect();
    assertThat(feed(responder, peer.packet(Bytes.of(99, 1, 'd'), false)))
        .containsExactly(
            new Dropped("V2 transport error: invalid message type (3 bytes contents)", 23));
    assertThat(feed(responder, peer.packet(Bytes.EMPTY, false)))
        .containsExactly(
            new Dropped("V2 transport error: invalid message type (0 bytes contents)", 20));
    assertThat(received(feed(responder, peer.packet(VERACK, false))))
        .containsExactly(frame("verack"));
  }

  @Test
  void takesTheLargestPacketAndNoneThatIsLarger() {
    var peer = connect();
    var largest = new byte[V2Contents.MAX_LENGTH];
    VERACK.copyTo(largest, 0);
    assertThat(received(feed(responder, peer.packet(Bytes.wrap(largest), false))))
        .extracting(frame -> frame.payload().length())
        .containsExactly(Frame.MAX_PAYLOAD);
    assertThat(feed(responder, peer.announcement(4_000_014)))
        .containsExactly(new Broken("V2 transport error: packet too large (4000014 bytes)"));
  }

  @Test
  void breaksOffAtAPacketThatWasChangedOnItsWay() {
    var peer = connect();
    var changed = peer.packet(VERACK, false).toArray();
    changed[changed.length - 1] ^= 1;
    assertThat(feed(responder, Bytes.wrap(changed)))
        .containsExactly(new Broken("V2 transport error: packet decryption failure (13 bytes)"));
    assertThat(feed(responder, peer.packet(VERACK, false))).isEmpty();
  }

  @Test
  void saysThatASilentPeerMayBeOneOfV1OnlyWhenItCalledIt() {
    assertThat(responder.mayBeV1()).isFalse();
    var initiator = Transport.v2Initiator(MAGIC, new Random(1));
    initiator.open();
    assertThat(initiator.mayBeV1()).isTrue();
    feed(initiator, Bytes.of(0));
    assertThat(initiator.mayBeV1()).isFalse();
  }

  @Test
  void cannotSealBeforeThereAreKeys() {
    assertThat(responder.canSend()).isFalse();
    assertThatThrownBy(() -> responder.seal(frame("ping")))
        .isInstanceOf(IllegalStateException.class);
    call(caller);
    assertThat(responder.canSend()).isTrue();
  }

  @Test
  void takesNeitherTheSameKeyNorTheSameGarbageTwice() {
    var random = new Random(1);
    var sent =
        List.of(
            sent(Transport.v2Initiator(MAGIC, random).open()),
            sent(Transport.v2Initiator(MAGIC, random).open()));
    assertThat(sent.get(0).slice(0, 64)).isNotEqualTo(sent.get(1).slice(0, 64));
    assertThat(sent.get(0).length()).isNotEqualTo(sent.get(1).length());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void breaksOffAfterAllBytesThatAreOnlyRandom(long seed) {
    var bytes = random("", 64 + V2Handshake.MAX_GARBAGE + 16, seed).payload();
    var events = feedInPieces(responder, bytes, new Random(seed), 100);
    assertThat(events.getLast())
        .isEqualTo(new Broken("V2 transport error: missing garbage terminator"));
  }

  /** Calls the responder with this key, so far as both know the other's. */
  private RawPeer call(V2Handshake handshake) {
    return new RawPeer(handshake, sent(feed(responder, handshake.publicKey())), true);
  }

  private RawPeer connect() {
    var peer = call(caller);
    feed(responder, caller.garbage().concat(peer.terminator()));
    feed(responder, peer.firstPacket(Bytes.EMPTY, false));
    assertThat(responder.info().protocol()).isEqualTo(Protocol.V2);
    return peer;
  }
}
