package cairn.p2p.wire;

import cairn.p2p.wire.CompactBlockMessage.PrefilledTransaction;
import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.FilterHash;
import cairn.primitives.FilterHeader;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** Random messages of every type, for tests. */
public final class Messages {
  private final SplittableRandom random;

  public Messages(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A message of this type that comes out of its encoding as it went in. */
  public KnownMessage of(MessageType type) {
    return switch (type) {
      case VERSION ->
          new HandshakeMessage.Version(
              random.nextInt(),
              services(),
              random.nextLong(),
              services(),
              legacyEndpoint(),
              random.nextLong(),
              text(random.nextInt(257)),
              random.nextInt(),
              random.nextBoolean());
      case VERACK -> new HandshakeMessage.Verack();
      case WTXIDRELAY -> new HandshakeMessage.WtxidRelay();
      case SENDADDRV2 -> new HandshakeMessage.SendAddrV2();
      case SENDTXRCNCL -> new HandshakeMessage.SendTxRcncl(uint32(), random.nextLong());
      case FEATURE ->
          new HandshakeMessage.Feature(text(random.nextInt(4, 81)), bytes(random.nextInt(513)));
      case PING ->
          new KeepaliveMessage.Ping(
              random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()));
      case PONG ->
          random.nextBoolean()
              ? KeepaliveMessage.Pong.of(random.nextLong())
              : new KeepaliveMessage.Pong(OptionalLong.empty(), random.nextInt(8));
      case ADDR ->
          new AddressMessage.Addr(
              list(20, r -> new PeerAddress(r.nextLong(1L << 32), services(), legacyEndpoint())));
      case ADDRV2 -> new AddressMessage.AddrV2(list(20, Addresses::randomPeer));
      case GETADDR -> new AddressMessage.GetAddr();
      case INV -> new InventoryMessage.Inv(list(20, Messages::item));
      case GETDATA -> new InventoryMessage.GetData(list(20, Messages::item));
      case NOTFOUND -> new InventoryMessage.NotFound(list(20, Messages::item));
      case TX -> new InventoryMessage.Tx(Transactions.random(random));
      case MEMPOOL -> new InventoryMessage.Mempool();
      case FEEFILTER -> new InventoryMessage.FeeFilter(random.nextLong());
      case GETHEADERS -> new ChainMessage.GetHeaders(locator(), blockHash());
      case GETBLOCKS -> new ChainMessage.GetBlocks(locator(), blockHash());
      case HEADERS -> new ChainMessage.Headers(list(10, Transactions::header));
      case SENDHEADERS -> new ChainMessage.SendHeaders();
      case BLOCK -> new ChainMessage.BlockMessage(Transactions.block(random, random.nextInt(1, 5)));
      case SENDCMPCT -> new CompactBlockMessage.SendCmpct(random.nextInt(256), random.nextLong());
      case CMPCTBLOCK ->
          new CompactBlockMessage.CmpctBlock(
              Transactions.header(random),
              random.nextLong(),
              ShortIds.of(random.longs(random.nextInt(20)).toArray()),
              list(3, r -> new PrefilledTransaction(r.nextInt(0x10000), Transactions.random(r))));
      case GETBLOCKTXN ->
          new CompactBlockMessage.GetBlockTxn(
              blockHash(),
              random.ints(random.nextInt(30), 0, 0x10000).sorted().distinct().boxed().toList());
      case BLOCKTXN -> new CompactBlockMessage.BlockTxn(blockHash(), list(4, Transactions::random));
      case GETCFILTERS -> new FilterMessage.GetCFilters(random.nextInt(256), uint32(), blockHash());
      case CFILTER ->
          new FilterMessage.CFilter(random.nextInt(256), blockHash(), bytes(random.nextInt(99)));
      case GETCFHEADERS ->
          new FilterMessage.GetCFHeaders(random.nextInt(256), uint32(), blockHash());
      case CFHEADERS ->
          new FilterMessage.CFHeaders(
              random.nextInt(256),
              blockHash(),
              FilterHeader.fromWire(bytes(32).toArray(), 0),
              list(9, r -> FilterHash.fromWire(Transactions.bytes(r, 32).toArray(), 0)));
      case GETCFCHECKPT -> new FilterMessage.GetCFCheckpt(random.nextInt(256), blockHash());
      case CFCHECKPT ->
          new FilterMessage.CFCheckpt(
              random.nextInt(256),
              blockHash(),
              list(9, r -> FilterHeader.fromWire(Transactions.bytes(r, 32).toArray(), 0)));
      case FILTERLOAD ->
          new BloomMessage.FilterLoad(
              bytes(random.nextInt(99)), uint32(), random.nextInt(), random.nextInt(256));
      case FILTERADD -> new BloomMessage.FilterAdd(bytes(random.nextInt(99)));
      case FILTERCLEAR -> new BloomMessage.FilterClear();
      case MERKLEBLOCK ->
          new BloomMessage.MerkleBlock(
              Transactions.header(random),
              new PartialMerkleTree(
                  uint32(), list(9, Transactions::txid), bytes(random.nextInt(5))));
    };
  }

  private static InventoryItem item(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> InventoryItem.of(Transactions.txid(random));
      case 1 -> InventoryItem.of(Wtxid.fromWire(Transactions.bytes(random, 32).toArray(), 0));
      case 2 -> InventoryItem.of(Transactions.blockHash(random));
      case 3 -> block(random, InventoryType.WITNESS_BLOCK);
      case 4 -> block(random, InventoryType.COMPACT_BLOCK);
      case 5 -> block(random, InventoryType.FILTERED_BLOCK);
      case 6 -> new InventoryItem.TxItem(InventoryType.WITNESS_TX, Transactions.txid(random));
      default ->
          new InventoryItem.UnknownItem(random.nextInt(6, 1 << 30), Transactions.txid(random));
    };
  }

  private static InventoryItem block(SplittableRandom random, InventoryType type) {
    return new InventoryItem.BlockItem(type, Transactions.blockHash(random));
  }

  private Endpoint legacyEndpoint() {
    return Stream.generate(() -> Addresses.random(random))
        .filter(endpoint -> endpoint.address().fitsLegacy())
        .findFirst()
        .orElseThrow();
  }

  private List<BlockHash> locator() {
    return list(101, Transactions::blockHash);
  }

  private <T> List<T> list(int most, Function<SplittableRandom, T> element) {
    return Stream.generate(() -> element.apply(random)).limit(random.nextInt(most + 1)).toList();
  }

  private ServiceFlags services() {
    return new ServiceFlags(random.nextLong());
  }

  private BlockHash blockHash() {
    return Transactions.blockHash(random);
  }

  private long uint32() {
    return random.nextLong(1L << 32);
  }

  private Bytes bytes(int length) {
    return Transactions.bytes(random, length);
  }

  /** One character for each byte, any of them. */
  private String text(int length) {
    var text = new StringBuilder();
    random.ints(length, 0, 256).forEach(c -> text.append((char) c));
    return text.toString();
  }

  /** Some transactions, no two alike. */
  static List<Transaction> transactions(SplittableRandom random, int count) {
    return Stream.generate(() -> Transactions.random(random)).limit(count).toList();
  }
}
