package cairn.junit;

import cairn.primitives.Block;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The first blocks of a chain on regtest's genesis block, mined once and for all: each pays to the
 * {@linkplain FaucetKey faucet}, and is ten minutes later than the one before.
 */
final class ReadyChain {
  static final int LENGTH = 200;

  /** When its first block was mined, in seconds since 1970: 2026-01-01. */
  static final long BEGIN = 1_767_225_600;

  static final String FILE = "regtest.dat";

  private static final List<Block> BLOCKS = read();

  private ReadyChain() {}

  /** Its first blocks after the genesis block, at most {@link #LENGTH}. */
  static List<Block> first(int count) {
    return BLOCKS.subList(0, Math.min(count, LENGTH));
  }

  private static List<Block> read() {
    try (var in = Objects.requireNonNull(ReadyChain.class.getResourceAsStream(FILE))) {
      var reader = new ByteReader(Bytes.wrap(in.readAllBytes()));
      var blocks = new ArrayList<Block>();
      while (reader.remaining() > 0) {
        blocks.add(Block.read(reader));
      }
      return List.copyOf(blocks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }
}
