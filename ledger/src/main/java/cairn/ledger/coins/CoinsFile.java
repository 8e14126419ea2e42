package cairn.ledger.coins;

import cairn.genesis.Network;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.CoinsDump;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.CoinsStatistics.Progress;
import cairn.ledger.IndexedBlock;
import cairn.ledger.codec.CoinCodec;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes coins as Core's {@code dumptxoutset} does: five bytes that say so, a version, the magic of
 * the network, the block, how many coins there are; then for each transaction its id, how many
 * outputs follow, and of each its index and the coin. Belongs to one thread.
 */
public final class CoinsFile implements CoinSnapshot.Visitor, AutoCloseable {
  static final Bytes MAGIC = Bytes.of('u', 't', 'x', 'o', 0xff);
  static final int VERSION = 2;
  private static final int BUFFER = 1 << 20;

  private final IndexedBlock base;
  private final SeekableByteChannel out;
  private final CoinsCount count;
  private final ByteWriter buffer = new ByteWriter(2 * BUFFER);
  private final ByteWriter outputs = new ByteWriter();
  private final long countPosition;
  private @Nullable Txid txid;
  private int outputCount;
  private long coins;

  /**
   * @param base the block after which these are the coins
   */
  public CoinsFile(Network network, IndexedBlock base, SeekableByteChannel out, Progress progress) {
    this.base = base;
    this.out = out;
    this.count = new CoinsCount(EnumSet.of(Hash.SERIALIZED), 1, progress);
    buffer.bytes(MAGIC).uint16(VERSION).bytes(network.peers().magic()).hash(base.hash());
    this.countPosition = buffer.length();
    buffer.int64(0); // which is not known yet
  }

  @Override
  public boolean visit(OutPoint outpoint, Coin coin) {
    if (!outpoint.txid().equals(txid)) {
      endTransaction();
      txid = outpoint.txid();
    }
    outputs.compactSize(outpoint.index());
    CoinCodec.write(outputs, coin.output(), coin.height(), coin.coinbase());
    outputCount++;
    coins++;
    return count.visit(outpoint, coin);
  }

  private void endTransaction() {
    if (outputCount > 0) {
      buffer.hash(Objects.requireNonNull(txid)).compactSize(outputCount).bytes(outputs.toBytes());
      outputs.clear();
      outputCount = 0;
      if (buffer.length() >= BUFFER) {
        flush();
      }
    }
  }

  private void flush() {
    try {
      write(buffer);
      buffer.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ByteWriter bytes) throws IOException {
    var left = ByteBuffer.wrap(bytes.backingArray(), 0, bytes.length());
    while (left.hasRemaining()) {
      out.write(left);
    }
  }

  /** Writes what is left, and how many there are. */
  public CoinsDump finish(CoinSnapshot snapshot) {
    endTransaction();
    flush();
    try {
      out.position(countPosition);
      write(new ByteWriter().int64(coins));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var hash = Objects.requireNonNull(count.result(snapshot).serialized());
    return new CoinsDump(coins, base, hash);
  }

  @Override
  public void close() {
    count.close();
  }
}
