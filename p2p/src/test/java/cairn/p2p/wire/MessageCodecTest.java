package cairn.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.wire.AddressMessage.Addr;
import cairn.p2p.wire.AddressMessage.AddrV2;
import cairn.p2p.wire.BloomMessage.FilterAdd;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.HandshakeMessage.Feature;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.p2p.wire.Message.Encoded;
import cairn.p2p.wire.Message.Excessive;
import cairn.p2p.wire.Message.Unknown;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Txid;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
  private static final Bytes HASH = Bytes.fromHex("11".repeat(32));

  @ParameterizedTest
  @EnumSource
  void decodeUndoesEncode(MessageType type) throws DecodeException {
    for (long seed = 0; seed < 200; seed++) {
      var message = new Messages(seed).of(type);
      var payload = MessageCodec.encode(message);
      var decoded = MessageCodec.decode(type.command(), payload);
      assertThat(decoded).as("seed %d", seed).isEqualTo(message);
      assertThat(decoded.command()).isEqualTo(type.command());
      assertThat(MessageCodec.encode(decoded)).as("seed %d", seed).isEqualTo(payload);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageThatIsCutOffIsAnotherOneOrNone(MessageType type) {
    for (long seed = 0; seed < 20; seed++) {
      var payload = MessageCodec.encode(new Messages(seed).of(type));
      for (int length = 0; length < payload.length(); length++) {
        var part = payload.slice(0, length);
        boolean readable = readsAsSomethingElse(type, part);
        assertThat(readable)
            .as("seed %d, %d of %d bytes", seed, length, payload.length())
            .isEqualTo(mayEndAt(type, length, payload));
      }
    }
  }

  /** Old versions ended sooner; a pong may be short, and a feature be malformed. */
  private static boolean mayEndAt(MessageType type, int length, Bytes payload) {
    int userAgent = 80;
    int userAgentEnd = userAgent + (type == MessageType.VERSION ? sized(payload, userAgent) : 0);
    return switch (type) {
      case VERSION ->
          length == 46
              || length == userAgent
              || length == userAgentEnd
              || length == userAgentEnd + 4;
      case PING -> length == 0;
      case PONG, FEATURE -> true;
      default -> false;
    };
  }

  private static int sized(Bytes payload, int at) {
    int first = payload.unsigned(at);
    return first < 0xfd ? 1 + first : 3 + payload.unsigned(at + 1) + 256 * payload.unsigned(at + 2);
  }

  private static boolean readsAsSomethingElse(MessageType type, Bytes payload) {
    try {
      MessageCodec.decode(type.command(), payload);
      return true;
    } catch (DecodeException _) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void passesOverWhatComesAfterAMessage(MessageType type) throws DecodeException {
    var message = new Messages(7).of(type);
    if (message instanceof Feature
        || message instanceof Pong
        || message.equals(new Ping(OptionalLong.empty()))) {
      return; // the first is refused, the second told the length, the third would have a nonce
    }
    var longer = MessageCodec.encode(message).concat(Bytes.wrap(new byte[1000]));
    assertThat(MessageCodec.decode(type.command(), longer)).isEqualTo(message);
  }

  @Test
  void aTransactionDoesNotKeepAliveWhatCameAfterIt() throws DecodeException {
    var transaction = Transactions.random(new SplittableRandom(1));
    var padded = transaction.serialized().concat(Bytes.wrap(new byte[1_000_000]));
    var decoded = (Tx) MessageCodec.decode("tx", padded);
    assertThat(decoded.transaction()).isEqualTo(transaction);
    assertThat(decoded.transaction().serialized().backingArray()).hasSize(transaction.totalSize());
  }

  @Test
  void keepsWhatItDoesNotKnow() throws DecodeException {
    var message = new Unknown("alert", Bytes.of(1, 2, 3));
    assertThat(MessageCodec.decode("alert", Bytes.of(1, 2, 3))).isEqualTo(message);
    assertThat(MessageCodec.encode(message)).isEqualTo(Bytes.of(1, 2, 3));
    assertThat(MessageType.of("alert")).isEmpty();
    assertThat(MessageType.of("TX")).isEmpty();
  }

  @Test
  void sendsWhatIsEncodedAlready() {
    var block = Transactions.block(new SplittableRandom(2), 3);
    var message = new Encoded(MessageType.BLOCK, block.serialized());
    assertThat(message.command()).isEqualTo("block");
    assertThat(MessageCodec.encode(message)).isSameAs(block.serialized());
  }

  @Test
  void sendsNothingExcessive() {
    assertThatThrownBy(() -> MessageCodec.encode(new Excessive(MessageType.INV, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // version: Core's limits, and what older versions of the protocol leave out

  @Test
  void fillsInWhatAVersionMessageLeavesOut() throws DecodeException {
    var version = (Version) new Messages(1).of(MessageType.VERSION);
    var whole = MessageCodec.encode(version);
    var shortest = (Version) MessageCodec.decode("version", whole.slice(0, 46));
    assertThat(shortest)
        .isEqualTo(
            new Version(
                version.version(),
                version.services(),
                version.time(),
                version.receiverServices(),
                version.receiver(),
                1,
                "",
                -1,
                true));
    var withoutRelay = (Version) MessageCodec.decode("version", whole.slice(0, whole.length() - 1));
    assertThat(withoutRelay.relay()).isTrue();
    assertThat(withoutRelay.startHeight()).isEqualTo(version.startHeight());
  }

  @Test
  void anyByteButZeroAsksForTransactions() throws DecodeException {
    var payload = MessageCodec.encode(new Messages(1).of(MessageType.VERSION)).toArray();
    payload[payload.length - 1] = 2;
    assertThat(((Version) MessageCodec.decode("version", Bytes.wrap(payload))).relay()).isTrue();
    payload[payload.length - 1] = 0;
    assertThat(((Version) MessageCodec.decode("version", Bytes.wrap(payload))).relay()).isFalse();
  }

  @Test
  void refusesAUserAgentPast256Bytes() throws DecodeException {
    var head = MessageCodec.encode(new Messages(1).of(MessageType.VERSION)).slice(0, 80).toArray();
    var longest = new ByteWriter().bytes(head).sizedBytes(Bytes.wrap(new byte[256])).toBytes();
    assertThat(((Version) MessageCodec.decode("version", longest)).userAgent()).hasSize(256);
    var tooLong = new ByteWriter().bytes(head).sizedBytes(Bytes.wrap(new byte[257])).toBytes();
    assertUnreadable("version", tooLong);
  }

  // feature: whatever is wrong with it, it is a message

  @Test
  void tellsFeaturesThatAreNotWellFormed() throws DecodeException {
    assertThat(feature("BIP-", 0, 0).isWellFormed()).isTrue();
    assertThat(feature("x".repeat(80), 512, 0).isWellFormed()).isTrue();
    assertThat(feature("BIP", 0, 0).isWellFormed()).isFalse();
    assertThat(feature("", 0, 0).isWellFormed()).isFalse();
    assertThat(feature("x".repeat(81), 0, 0).isWellFormed()).isFalse();
    assertThat(feature("BIP-FOO", 513, 0).isWellFormed()).isFalse();
    assertThat(feature("BIP-FOO", 1, 1).isWellFormed()).isFalse();
    assertThat(((Feature) MessageCodec.decode("feature", Bytes.EMPTY)).isWellFormed()).isFalse();
  }

  private static Feature feature(String id, int dataLength, int trailing) throws DecodeException {
    var out = new ByteWriter();
    new Feature(id, Bytes.wrap(new byte[dataLength])).write(out);
    out.bytes(new byte[trailing]);
    return (Feature) MessageCodec.decode("feature", out.toBytes());
  }

  // ping and pong

  @Test
  void knowsPingsFromBeforeBip31() throws DecodeException {
    assertThat(MessageCodec.decode("ping", Bytes.EMPTY)).isEqualTo(new Ping(OptionalLong.empty()));
    assertThat(MessageCodec.decode("ping", Bytes.fromHex("0807060504030201")))
        .isEqualTo(Ping.of(0x0102030405060708L));
    assertUnreadable("ping", Bytes.fromHex("08070605040302"));
  }

  @Test
  void tellsTheLengthOfAPong() throws DecodeException {
    assertThat(MessageCodec.decode("pong", Bytes.EMPTY))
        .isEqualTo(new Pong(OptionalLong.empty(), 0));
    assertThat(MessageCodec.decode("pong", Bytes.of(1, 2, 3)))
        .isEqualTo(new Pong(OptionalLong.empty(), 3));
    assertThat(MessageCodec.decode("pong", Bytes.fromHex("0100000000000000ff")))
        .isEqualTo(new Pong(OptionalLong.of(1), 9));
  }

  // limits

  @Test
  void tellsInventoriesThatAreTooLong() throws DecodeException {
    var item = InventoryItem.of(Txid.ZERO);
    assertThat(reread(new Inv(Collections.nCopies(50_000, item)))).isInstanceOf(Inv.class);
    assertThat(reread(new Inv(Collections.nCopies(50_001, item))))
        .isEqualTo(new Excessive(MessageType.INV, 50_001, 50_000));
    assertThat(reread(new GetData(Collections.nCopies(50_001, item))))
        .isEqualTo(new Excessive(MessageType.GETDATA, 50_001, 50_000));
    assertThat(reread(new NotFound(Collections.nCopies(50_001, item))))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void tellsTooManyAddresses() throws DecodeException {
    var address = new PeerAddress(1, ServiceFlags.NONE, Endpoint.UNSPECIFIED);
    assertThat(reread(new Addr(Collections.nCopies(1000, address)))).isInstanceOf(Addr.class);
    assertThat(reread(new Addr(Collections.nCopies(1001, address))))
        .isEqualTo(new Excessive(MessageType.ADDR, 1001, 1000));
    assertThat(reread(new AddrV2(Collections.nCopies(1001, address))))
        .isEqualTo(new Excessive(MessageType.ADDRV2, 1001, 1000));
  }

  @Test
  void tellsLocatorsThatAreTooLong() throws DecodeException {
    var hashes = Collections.nCopies(102, BlockHash.ZERO);
    assertThat(reread(new GetHeaders(hashes, BlockHash.ZERO)))
        .isEqualTo(new Excessive(MessageType.GETHEADERS, 102, 101));
    assertThat(reread(new ChainMessage.GetBlocks(hashes, BlockHash.ZERO)))
        .isEqualTo(new Excessive(MessageType.GETBLOCKS, 102, 101));
    assertThat(reread(new GetHeaders(hashes.subList(0, 101), BlockHash.ZERO)))
        .isInstanceOf(GetHeaders.class);
  }

  @Test
  void tellsTooManyHeadersByTheirCountAlone() throws DecodeException {
    var header = Transactions.header(new SplittableRandom(1));
    assertThat(reread(new Headers(Collections.nCopies(2000, header)))).isInstanceOf(Headers.class);
    assertThat(MessageCodec.decode("headers", new ByteWriter().compactSize(2001).toBytes()))
        .isEqualTo(new Excessive(MessageType.HEADERS, 2001, 2000));
    assertUnreadable("headers", new ByteWriter().compactSize(2000).toBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"addr", "addrv2", "inv", "getdata", "notfound", "getblocktxn", "blocktxn"})
  void anExcessIsOneOnlyIfItIsThere(String command) {
    var head = command.endsWith("txn") ? HASH : Bytes.EMPTY;
    for (long count : new long[] {1001, 50_001, 102, 1 << 25, 1L << 32, -1L}) {
      assertUnreadable(command, new ByteWriter().bytes(head).compactSize(count).uint8(0).toBytes());
    }
  }

  @Test
  void tellsBloomFiltersThatAreTooLarge() {
    var largest = new FilterLoad(Bytes.wrap(new byte[36_000]), 50, 0, 0);
    assertThat(largest.isTooLarge()).isFalse();
    assertThat(new FilterLoad(Bytes.wrap(new byte[36_001]), 1, 0, 0).isTooLarge()).isTrue();
    assertThat(new FilterLoad(Bytes.EMPTY, 51, 0, 0).isTooLarge()).isTrue();
    assertThat(new FilterLoad(Bytes.EMPTY, 0xffffffffL, 0, 0).isTooLarge()).isTrue();
    assertThat(new FilterAdd(Bytes.wrap(new byte[520])).isTooLarge()).isFalse();
    assertThat(new FilterAdd(Bytes.wrap(new byte[521])).isTooLarge()).isTrue();
  }

  // headers: the count of transactions after each means nothing, but must be there

  @Test
  void ignoresTheTransactionCountOfHeaders() throws DecodeException {
    var header = Transactions.header(new SplittableRandom(1));
    var out = new ByteWriter().compactSize(2);
    header.write(out);
    out.compactSize(300);
    header.write(out);
    assertUnreadable("headers", out.toBytes());
    assertThat(MessageCodec.decode("headers", out.uint8(0).toBytes()))
        .isEqualTo(new Headers(List.of(header, header)));
  }

  // getblocktxn: Core's blockencodings_tests, TransactionsRequest*

  @Test
  void writesIndexesAsGaps() {
    var request = new GetBlockTxn(BlockHash.ZERO, List.of(0, 1, 3, 4, 1000, 65_535));
    assertThat(MessageCodec.encode(request).slice(32).toHex())
        .isEqualTo("06" + "00" + "00" + "01" + "00" + "fde303" + "fd16fc");
  }

  @Test
  void readsIndexesUpTo65535() throws DecodeException {
    // 0, then 65,534 left out: the last is 65,535
    assertThat(indexes(2, 0, 65_534)).containsExactly(0, 65_535);
    assertThat(indexes(1, 65_535)).containsExactly(65_535);
    assertThat(indexes(0)).isEmpty();
  }

  @Test
  void refusesIndexesThatOverflow() {
    assertThatThrownBy(() -> indexes(1, 65_536)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> indexes(2, 0, 65_535)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> indexes(2, 65_535, 0)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> indexes(2, 1, 0x02000000)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> indexes(2, 1, -1L)).isInstanceOf(DecodeException.class);
    var all = new long[65_537];
    assertThatThrownBy(() -> indexes(all.length, all)).isInstanceOf(DecodeException.class);
  }

  private static List<Integer> indexes(int count, long... gaps) throws DecodeException {
    var out = new ByteWriter().bytes(HASH).compactSize(count);
    for (long gap : gaps) {
      out.compactSize(gap);
    }
    return ((GetBlockTxn) MessageCodec.decode("getblocktxn", out.toBytes())).indexes();
  }

  @Test
  void asksForIndexesInOrderOnly() {
    for (var indexes : List.of(List.of(1, 0), List.of(1, 1), List.of(-1), List.of(65_536))) {
      assertThatThrownBy(() -> new GetBlockTxn(BlockHash.ZERO, indexes))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  // cmpctblock: what Core throws on; what it calls invalid is for the reconstruction to say

  @Test
  void refusesCompactBlocksOfMoreThan65535Transactions() throws DecodeException {
    var random = new SplittableRandom(1);
    var prefilled = new CompactBlockMessage.PrefilledTransaction(0, Transactions.random(random));
    var header = Transactions.header(random);
    var most = new CmpctBlock(header, 1, ShortIds.of(new long[65_534]), List.of(prefilled));
    assertThat(reread(most)).isEqualTo(most);
    var tooMany = new CmpctBlock(header, 1, ShortIds.of(new long[65_535]), List.of(prefilled));
    assertUnreadable("cmpctblock", MessageCodec.encode(tooMany));
  }

  @Test
  void refusesGapsPast65535() {
    var transaction = Transactions.random(new SplittableRandom(1));
    var out = new ByteWriter();
    Transactions.header(new SplittableRandom(1)).write(out);
    out.int64(0).compactSize(0).compactSize(1).compactSize(65_536).bytes(transaction.serialized());
    assertUnreadable("cmpctblock", out.toBytes());
  }

  @Test
  void packsShortIdsInSixBytes() {
    var ids = ShortIds.of(0x0102_0304_0506L, 0xffff_ffff_ffff_ffffL, 0);
    assertThat(ids.packed().toHex()).isEqualTo("060504030201" + "ffffffffffff" + "000000000000");
    assertThat(ids.get(0)).isEqualTo(0x0102_0304_0506L);
    assertThat(ids.get(1)).isEqualTo(0xffff_ffff_ffffL);
    assertThat(ids.get(2)).isZero();
    assertThat(ids.size()).isEqualTo(3);
  }

  // addrv2: an address that is not understood costs nobody the others

  @Test
  void readsAddressesAfterOneItDoesNotUnderstand() throws DecodeException {
    var known = Addresses.randomPeer(new SplittableRandom(4));
    var out = new ByteWriter().compactSize(2).uint32(5).compactSize(9).uint8(0xaa);
    out.sizedBytes(Bytes.wrap(new byte[512])).uint16(0);
    known.writeBip155(out);
    assertThat(((AddrV2) MessageCodec.decode("addrv2", out.toBytes())).addresses())
        .containsExactly(new PeerAddress(5, new ServiceFlags(9), Endpoint.UNSPECIFIED), known);
  }

  private static Message reread(Message message) throws DecodeException {
    return MessageCodec.decode(message.command(), MessageCodec.encode(message));
  }

  private static void assertUnreadable(String command, Bytes payload) {
    assertThatThrownBy(() -> MessageCodec.decode(command, payload))
        .isInstanceOf(DecodeException.class);
  }
}
