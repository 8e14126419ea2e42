package cairn.ledger.blockfiles;

import cairn.ledger.Coin;
import cairn.ledger.codec.BlockUndo;
import cairn.ledger.store.BlockFileInfo;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import java.nio.file.Path;
import java.util.List;

/** Block files for tests, and what to put into them. */
final class SmallFiles {
  static final Bytes MAGIC = Bytes.of(0xfa, 0xbf, 0xb5, 0xda);
  static final XorKey KEY = XorKey.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
  static final BlockHash PREVIOUS = new BlockHash(9, 8, 7, 6);
  static final long TIME = 1_300_000_000;

  private static final long PLENTY = 1L << 40;

  private SmallFiles() {}

  /** Files on a disk with room enough. */
  static BlockFiles open(Path directory, FileLimits limits, List<BlockFileInfo> infos) {
    return new BlockFiles(directory, MAGIC, KEY, limits, infos, () -> PLENTY);
  }

  /** Files of which the index knows nothing, as small as {@code -fastprune} makes them. */
  static BlockFiles open(Path directory) {
    return open(directory, FileLimits.FAST_PRUNE, List.of());
  }

  /** Bytes that stand for a block, others for each length. */
  static Bytes block(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i + length);
    }
    return Bytes.wrap(bytes);
  }

  /** Undo data of one coin, others for each amount. */
  static BlockUndo undo(int sats) {
    var output = new TxOut(new Amount(sats), Script.fromHex("51"));
    return new BlockUndo(List.of(List.of(new Coin(output, 5, true))));
  }
}
