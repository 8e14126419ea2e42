package cairn.ledger.mempoolfile;

import cairn.ledger.blockfiles.XorKey;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads the file from the front to the back, in the order of its parts: transactions, changes of
 * fees, transactions that nobody has fetched. No more than a few megabytes are held at a time. Not
 * thread-safe.
 */
final class MempoolReader implements Closeable {
  /** No transaction that could be in a block is longer. */
  private static final int LONGEST = 4_000_000;

  private final FileChannel file;
  private final byte[] window = new byte[2 * LONGEST];
  private XorKey key = XorKey.NONE;

  /** Where in the file the window's end is. */
  private long position;

  private ByteReader in = new ByteReader(Bytes.EMPTY);

  MempoolReader(Path path) throws IOException {
    this.file = FileChannel.open(path);
  }

  /**
   * A transaction in the file.
   *
   * @param time since when it is in the mempool, in seconds since 1970
   * @param feeDelta what the operator has added to its fee, in satoshis
   */
  record Entry(Transaction transaction, long time, long feeDelta) {}

  /**
   * A change of a fee, in satoshis, for a transaction that was not in the mempool.
   *
   * @param txid of that
   */
  record FeeDelta(Txid txid, long sats) {}

  /**
   * Reads what the file begins with.
   *
   * @return how many transactions there are
   * @throws DecodeException if it is no such file
   */
  long begin() throws IOException, DecodeException {
    fill();
    long version = in.int64();
    if (version == FileVersion.OBFUSCATED) {
      if (in.compactSize() != XorKey.LENGTH) {
        throw in.failure("Obfuscation key size should be exactly 8 bytes long");
      }
      var bytes = in.bytes(XorKey.LENGTH);
      int start = in.offset();
      key = XorKey.of(bytes.toArray());
      int length = start + in.remaining();
      key.apply(ByteBuffer.wrap(window, start, length - start), start);
      in = new ByteReader(Bytes.wrap(window, start, length - start));
    } else if (version != FileVersion.PLAIN) {
      throw in.failure("unknown version " + Long.toUnsignedString(version));
    }
    return in.int64();
  }

  /** The next transaction. */
  Entry transaction() throws IOException, DecodeException {
    fill();
    int start = in.offset();
    Transaction.read(in);
    // The window is used again, and a transaction keeps the bytes that it was read from.
    var own = Bytes.wrap(in.since(start).toArray());
    return new Entry(Transaction.decode(own), in.int64(), in.int64());
  }

  /** How many of what comes next there are. */
  int count() throws IOException, DecodeException {
    fill();
    return in.compactSize();
  }

  FeeDelta feeDelta() throws IOException, DecodeException {
    fill();
    return new FeeDelta(Txid.read(in), in.int64());
  }

  Txid unbroadcast() throws IOException, DecodeException {
    fill();
    return Txid.read(in);
  }

  /** How far into the file it has read, in bytes. */
  long offset() {
    return position - in.remaining();
  }

  /** Sees to it that whatever comes next is in the window, as far as the file goes. */
  private void fill() throws IOException {
    if (in.remaining() >= LONGEST || position == file.size()) {
      return;
    }
    int left = in.remaining();
    try {
      in.bytes(left).copyTo(window, 0);
    } catch (DecodeException e) {
      throw new AssertionError(e); // there are as many
    }
    var free = ByteBuffer.wrap(window, left, window.length - left);
    int at = left;
    while (free.hasRemaining() && file.read(free, position + free.position() - at) > 0) {}
    int end = free.position();
    key.apply(ByteBuffer.wrap(window, at, end - at), position);
    position += end - at;
    in = new ByteReader(Bytes.wrap(window, 0, end));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
