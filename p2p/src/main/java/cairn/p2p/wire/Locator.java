package cairn.p2p.wire;

import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import cairn.primitives.Hash256;
import java.util.List;
import java.util.function.BiFunction;

/** The payload that {@code getheaders} and {@code getblocks} share. */
final class Locator {
  /** Stands before a locator and means nothing; Core always writes this. */
  private static final int VERSION = 70_016;

  private Locator() {}

  static Message read(
      ByteReader in, MessageType type, BiFunction<List<BlockHash>, BlockHash, Message> maker)
      throws DecodeException {
    in.int32();
    int count = in.count(Hash256.LENGTH);
    if (count > ChainMessage.MAX_LOCATOR_HASHES) {
      in.bytes(count * Hash256.LENGTH);
      BlockHash.read(in); // without it, it would be no message
      return new Message.Excessive(type, count, ChainMessage.MAX_LOCATOR_HASHES);
    }
    var locator = Lists.elements(in, count, BlockHash::read);
    return maker.apply(locator, BlockHash.read(in));
  }

  static void write(ByteWriter out, List<BlockHash> locator, BlockHash stop) {
    out.int32(VERSION);
    Lists.writeHashes(out, locator);
    out.hash(stop);
  }
}
