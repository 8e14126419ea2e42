package cairn.primitives;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The formats in which the official test vectors hold blocks and headers. */
public final class BlockFiles {
  private BlockFiles() {}

  /** The blocks of a file that has them framed: four bytes of magic, the length, the block. */
  public static List<Bytes> framed(Path file) throws DecodeException {
    var blocks = new ArrayList<Bytes>();
    var in = new ByteReader(Vectors.bytes(file));
    while (in.remaining() > 0) {
      in.int32();
      blocks.add(in.bytes(in.int32()));
    }
    return blocks;
  }

  /** The same blocks, decoded. */
  public static List<Block> decoded(Path file) {
    try {
      var blocks = new ArrayList<Block>();
      for (var bytes : framed(file)) {
        blocks.add(Block.decode(bytes));
      }
      return blocks;
    } catch (DecodeException e) {
      throw new IllegalArgumentException(file + " holds something else than blocks", e);
    }
  }

  /** The headers of a file that holds nothing else. */
  public static List<BlockHeader> headers(Path file) throws DecodeException {
    var bytes = Vectors.bytes(file);
    var headers = new ArrayList<BlockHeader>(bytes.length() / BlockHeader.LENGTH);
    for (int at = 0; at < bytes.length(); at += BlockHeader.LENGTH) {
      headers.add(BlockHeader.decode(bytes.slice(at, at + BlockHeader.LENGTH)));
    }
    return headers;
  }
}
