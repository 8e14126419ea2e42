package cairn.p2p.transport;

import static cairn.p2p.transport.Frames.MAGIC;
import static cairn.p2p.transport.Frames.feed;
import static cairn.p2p.transport.Frames.feedInPieces;
import static cairn.p2p.transport.Frames.frame;
import static cairn.p2p.transport.Frames.random;
import static cairn.p2p.transport.Frames.received;
import static cairn.p2p.transport.Frames.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.p2p.transport.TransportEvent.Broken;
import cairn.p2p.transport.TransportEvent.Dropped;
import cairn.p2p.transport.TransportEvent.Received;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V1TransportTest {
  private static final Bytes MAIN = Bytes.fromHex("f9beb4d9");

  private final Transport transport = Transport.v1(MAGIC);

  @TestFactory
  Stream<DynamicNode> readsMessagesOfOthersAndWritesThemAlike() {
    return Vectors.json(
        "net",
        "p2p_messages",
        file ->
            file.propertyStream()
                .map(entry ->
                    dynamicTest(
                        entry.getKey(),
                        () -> {
                          var bytes = Bytes.fromHex(entry.getValue().get("message").asString());
                          var events = feed(Transport.v1(MAIN), bytes);
                          assertThat(events).hasSize(1);
                          var frame = received(events).getFirst();
                          assertThat(sealed(Transport.v1(MAIN), frame)).isEqualTo(bytes);
                        })));
  }

  @Test
  void sendsAndReceivesNothingBeforeTheFirstMessage() {
    assertThat(transport.open()).isEmpty();
    assertThat(transport.canSend()).isTrue();
    assertThat(transport.info()).isEqualTo(TransportInfo.V1);
    assertThat(transport.mayBeV1()).isFalse();
  }

  @Test
  void putsAHeaderBeforeTheMessage() {
    assertThat(sealed(transport, frame("ping", 1, 2, 3, 4, 5, 6, 7, 8)))
        .hasToString(
            "fabfb5da" + "70696e670000000000000000" + "08000000" + "2502fa94" + "0102030405060708");
  }

  @Test
  void doesNotCopyTheMessageItSends() {
    var frame = random("block", 1_000_000, 1);
    assertThat(transport.seal(frame).get(1)).isSameAs(frame.payload());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 24, 25, 1000, 100_000})
  void findsMessagesHoweverTheirBytesAreCut(int most) {
    var frames =
        new Frame[] {
          frame("verack"),
          frame("ping", 1, 2, 3, 4, 5, 6, 7, 8),
          random("tx", 300, 1),
          frame("twelvebytes!"),
          random("block", 70_000, 2),
          frame("verack")
        };
    var bytes = sealed(Transport.v1(MAGIC), frames);
    var events = feedInPieces(transport, bytes, new Random(most), most);
    assertThat(received(events)).containsExactly(frames);
    assertThat(events).hasSameSizeAs(frames);
  }

  @Test
  void tellsHowManyBytesAMessageTook() {
    var events = feed(transport, sealed(Transport.v1(MAGIC), frame("ping", 1, 2, 3)));
    assertThat(events).containsExactly(new Received(frame("ping", 1, 2, 3), 27));
  }

  @Test
  void takesTheLargestMessageAndNoneThatIsLarger() {
    var largest = random("block", Frame.MAX_PAYLOAD, 1);
    assertThat(received(feed(transport, sealed(transport, largest)))).containsExactly(largest);
    assertThat(feed(transport, header(MAGIC, "badmsg\1", 4_000_001, 0)))
        .containsExactly(new Broken("Header error: Size too large (badmsg, 4000001 bytes)"));
  }

  @ParameterizedTest
  @CsvSource({"4294967295", "2147483648", "33554433"})
  void takesNoSizeForANegativeOne(long size) {
    assertThat(feed(transport, header(MAGIC, "tx", size, 0)))
        .containsExactly(new Broken("Header error: Size too large (tx, " + size + " bytes)"));
  }

  @Test
  void breaksOffAtAnotherNetworksMagic() {
    var bytes = header(Bytes.fromHex("ffffffff"), "badmsg", 2, 0);
    assertThat(feed(transport, bytes))
        .containsExactly(new Broken("Header error: Wrong MessageStart ffffffff received"));
    assertThat(transport.foreignMagic()).isEmpty(); // anything could begin so
  }

  @Test
  void recognisesAPeerOfAnotherNetworkByItsGreeting() {
    var signet = Bytes.fromHex("0a03cf40");
    feed(transport, header(signet, "version", 2, 0));
    assertThat(transport.foreignMagic()).contains(signet);
  }

  @Test
  void saysWhatCameBeforeItBrokeOffAndNothingAfter() {
    var good = sealed(Transport.v1(MAGIC), frame("verack"));
    var bytes = good.concat(header(MAIN, "ping", 0, 0)).concat(good);
    assertThat(feed(transport, bytes))
        .containsExactly(
            new Received(frame("verack"), 24),
            new Broken("Header error: Wrong MessageStart f9beb4d9 received"));
    assertThat(feed(transport, good)).isEmpty();
  }

  @Test
  void dropsAMessageWithAWrongChecksumAndGoesOn() {
    var bytes = header(MAGIC, "badmsg\1", 2, 0xffffffff).concat(Bytes.of(1, 'd'));
    assertThat(feed(transport, bytes.concat(sealed(transport, frame("verack")))))
        .containsExactly(
            new Dropped(
                "Header error: Wrong checksum (badmsg, 2 bytes), expected 78df0a04 was ffffffff",
                26),
            new Received(frame("verack"), 24));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad\0sg", "p\1ng", "p\u007fng", "p\u00e4ng", "twelvebytes\u0080"})
  void dropsAMessageWithAnInvalidCommandAndGoesOn(String command) {
    var bytes = header(MAGIC, command, 0, 0x5df6e0e2);
    assertThat(feed(transport, bytes.concat(sealed(transport, frame("verack")))))
        .satisfiesExactly(
            event ->
                assertThat(((Dropped) event).reason())
                    .startsWith("Header error: Invalid message type (")
                    .endsWith(", 0 bytes)")
                    .matches("[ -~]*"),
            event -> assertThat(event).isEqualTo(new Received(frame("verack"), 24)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void breaksOffOrDropsWhateverIsChangedInAMessage(long seed) {
    var random = new Random(seed);
    var frame = random("headers", random.nextInt(100), seed);
    var bytes = sealed(transport, frame).toArray();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(received(feed(Transport.v1(MAGIC), Bytes.copyOf(bytes))))
          .allSatisfy(other -> assertThat(other.command()).isNotEqualTo(frame.command()));
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static Bytes header(Bytes magic, String command, long size, int checksum) {
    var name = new byte[12];
    for (int i = 0; i < command.length(); i++) {
      name[i] = (byte) command.charAt(i);
    }
    return new ByteWriter()
        .bytes(magic)
        .bytes(name)
        .uint32(size)
        .int32(Integer.reverseBytes(checksum))
        .toBytes();
  }
}
