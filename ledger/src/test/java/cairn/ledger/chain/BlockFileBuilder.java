package cairn.ledger.chain;

import cairn.genesis.Networks;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** A file of blocks in the making, as {@code -loadblock} takes it, good or not. */
final class BlockFileBuilder {
  static final Bytes MAGIC = Networks.regtest().peers().magic();

  private final ByteWriter out = new ByteWriter();

  /** Puts a block in its frame. */
  static Bytes framed(Block block) {
    return framed(block.serialized(), block.totalSize());
  }

  /** Puts bytes in a frame that says how long they are. */
  static Bytes framed(Bytes body, long length) {
    return new ByteWriter().bytes(MAGIC).uint32(length).bytes(body).toBytes();
  }

  BlockFileBuilder blocks(Block... blocks) {
    for (var block : blocks) {
      out.bytes(framed(block));
    }
    return this;
  }

  BlockFileBuilder blocks(Collection<Block> blocks) {
    return blocks(blocks.toArray(Block[]::new));
  }

  BlockFileBuilder bytes(Bytes bytes) {
    out.bytes(bytes);
    return this;
  }

  int length() {
    return out.length();
  }

  Path write(Path file) {
    try {
      return Files.write(file, out.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
