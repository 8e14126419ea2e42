package cairn.p2p.wire;

import static java.util.stream.Collectors.toUnmodifiableMap;

import cairn.p2p.wire.AddressMessage.Addr;
import cairn.p2p.wire.AddressMessage.AddrV2;
import cairn.p2p.wire.AddressMessage.GetAddr;
import cairn.p2p.wire.BloomMessage.FilterAdd;
import cairn.p2p.wire.BloomMessage.FilterClear;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.p2p.wire.BloomMessage.MerkleBlock;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.GetBlocks;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.ChainMessage.SendHeaders;
import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.SendCmpct;
import cairn.p2p.wire.FilterMessage.CFCheckpt;
import cairn.p2p.wire.FilterMessage.CFHeaders;
import cairn.p2p.wire.FilterMessage.CFilter;
import cairn.p2p.wire.FilterMessage.GetCFCheckpt;
import cairn.p2p.wire.FilterMessage.GetCFHeaders;
import cairn.p2p.wire.FilterMessage.GetCFilters;
import cairn.p2p.wire.HandshakeMessage.Feature;
import cairn.p2p.wire.HandshakeMessage.SendAddrV2;
import cairn.p2p.wire.HandshakeMessage.SendTxRcncl;
import cairn.p2p.wire.HandshakeMessage.Verack;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.HandshakeMessage.WtxidRelay;
import cairn.p2p.wire.InventoryMessage.FeeFilter;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.Mempool;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.primitives.ByteReader;
import cairn.primitives.DecodeException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The messages that are known, in the order in which Core lists them. */
public enum MessageType {
  VERSION("version", Version::read),
  VERACK("verack", _ -> new Verack()),
  ADDR("addr", Addr::read),
  ADDRV2("addrv2", AddrV2::read),
  SENDADDRV2("sendaddrv2", _ -> new SendAddrV2()),
  INV("inv", Inv::read),
  GETDATA("getdata", GetData::read),
  MERKLEBLOCK("merkleblock", MerkleBlock::read),
  GETBLOCKS("getblocks", GetBlocks::read),
  GETHEADERS("getheaders", GetHeaders::read),
  TX("tx", Tx::read),
  HEADERS("headers", Headers::read),
  BLOCK("block", BlockMessage::read),
  GETADDR("getaddr", _ -> new GetAddr()),
  MEMPOOL("mempool", _ -> new Mempool()),
  PING("ping", Ping::read),
  PONG("pong", Pong::read),
  NOTFOUND("notfound", NotFound::read),
  FILTERLOAD("filterload", FilterLoad::read),
  FILTERADD("filteradd", FilterAdd::read),
  FILTERCLEAR("filterclear", _ -> new FilterClear()),
  SENDHEADERS("sendheaders", _ -> new SendHeaders()),
  FEEFILTER("feefilter", FeeFilter::read),
  SENDCMPCT("sendcmpct", SendCmpct::read),
  CMPCTBLOCK("cmpctblock", CmpctBlock::read),
  GETBLOCKTXN("getblocktxn", GetBlockTxn::read),
  BLOCKTXN("blocktxn", BlockTxn::read),
  GETCFILTERS("getcfilters", GetCFilters::read),
  CFILTER("cfilter", CFilter::read),
  GETCFHEADERS("getcfheaders", GetCFHeaders::read),
  CFHEADERS("cfheaders", CFHeaders::read),
  GETCFCHECKPT("getcfcheckpt", GetCFCheckpt::read),
  CFCHECKPT("cfcheckpt", CFCheckpt::read),
  WTXIDRELAY("wtxidrelay", _ -> new WtxidRelay()),
  SENDTXRCNCL("sendtxrcncl", SendTxRcncl::read),
  FEATURE("feature", Feature::read);

  private static final Map<String, MessageType> BY_COMMAND =
      Stream.of(values()).collect(toUnmodifiableMap(MessageType::command, Function.identity()));

  private final String command;
  private final Reader reader;

  MessageType(String command, Reader reader) {
    this.command = command;
    this.reader = reader;
  }

  private interface Reader {
    Message read(ByteReader in) throws DecodeException;
  }

  /** The message that travels under this name, if it is known. */
  public static Optional<MessageType> of(String command) {
    return Optional.ofNullable(BY_COMMAND.get(command));
  }

  /** The name it travels under. */
  public String command() {
    return command;
  }

  /** Reads the payload; what may come after it is left in {@code in}. */
  Message read(ByteReader in) throws DecodeException {
    return reader.read(in);
  }

  @Override
  public String toString() {
    return command;
  }
}
