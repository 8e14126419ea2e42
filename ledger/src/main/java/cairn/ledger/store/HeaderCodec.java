package cairn.ledger.store;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.nio.ByteBuffer;

/**
 * How the header index stores what it holds.
 *
 * <p>A header's key is {@code h}, its height with the most significant byte first, and its hash; so
 * in the order of keys a block comes before those that build on it, and blocks that were added last
 * are together. Its value is the header, then five numbers of four bytes. A file's key is {@code f}
 * and its number, the most significant byte first.
 */
final class HeaderCodec {
  static final byte HEADER = 'h';
  static final byte FILE = 'f';

  private static final int HEIGHT = 1;
  private static final int HASH = HEIGHT + Integer.BYTES;
  static final int HEADER_KEY_LENGTH = HASH + BlockHash.LENGTH;
  static final int HEADER_VALUE_LENGTH = BlockHeader.LENGTH + 5 * Integer.BYTES;

  private HeaderCodec() {}

  static byte[] key(StoredHeader stored) {
    var key = new byte[HEADER_KEY_LENGTH];
    ByteBuffer.wrap(key).put(HEADER).putInt(stored.height());
    stored.hash().copyTo(key, HASH);
    return key;
  }

  static byte[] value(StoredHeader stored) {
    var out = new ByteWriter(HEADER_VALUE_LENGTH);
    stored.header().write(out);
    return out.int32(stored.status())
        .int32(stored.transactionCount())
        .int32(stored.file())
        .int32(stored.dataPosition())
        .int32(stored.undoPosition())
        .toArray();
  }

  /** Reads what {@link #key} and {@link #value} wrote; keeps neither array. */
  static StoredHeader header(byte[] key, byte[] value) throws DecodeException {
    var header = BlockHeader.decode(Bytes.wrap(value, 0, BlockHeader.LENGTH));
    var hash = BlockHash.fromWire(key, HASH);
    int height = ByteBuffer.wrap(key).getInt(HEIGHT);
    var in = new ByteReader(Bytes.wrap(value).slice(BlockHeader.LENGTH));
    return new StoredHeader(
        header, hash, height, in.int32(), in.int32(), in.int32(), in.int32(), in.int32());
  }

  static byte[] fileKey(int number) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put(FILE).putInt(number).array();
  }

  static int fileNumber(byte[] key) {
    return ByteBuffer.wrap(key).getInt(1);
  }

  static byte[] value(BlockFileInfo info) {
    return new ByteWriter(6 * Long.BYTES)
        .int32(info.blocks())
        .int64(info.size())
        .int64(info.undoSize())
        .int32(info.heightFirst())
        .int32(info.heightLast())
        .int64(info.timeFirst())
        .int64(info.timeLast())
        .toArray();
  }

  static BlockFileInfo file(byte[] value) throws DecodeException {
    var in = new ByteReader(Bytes.wrap(value));
    var info =
        new BlockFileInfo(
            in.int32(), in.int64(), in.int64(), in.int32(), in.int32(), in.int64(), in.int64());
    in.expectEnd();
    return info;
  }
}
