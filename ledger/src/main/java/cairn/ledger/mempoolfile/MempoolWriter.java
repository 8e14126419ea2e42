package cairn.ledger.mempoolfile;

import cairn.ledger.blockfiles.XorKey;
import cairn.primitives.ByteWriter;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes the file, in the order in which {@link MempoolReader} reads it. Not thread-safe. */
final class MempoolWriter implements Closeable {
  private static final int CHUNK = 1 << 20;

  private final FileChannel file;
  private final ByteWriter out = new ByteWriter(2 * CHUNK);
  private XorKey key = XorKey.NONE;
  private long written;

  /** Begins a file anew. */
  MempoolWriter(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Says that all bytes that follow stand there as they are. */
  void plain() {
    out.int64(FileVersion.PLAIN);
  }

  /**
   * Says that all bytes that follow are XORed.
   *
   * @param bytes with which, 8 of them
   */
  void obfuscated(byte[] bytes) throws IOException {
    out.int64(FileVersion.OBFUSCATED).compactSize(bytes.length).bytes(bytes);
    flush();
    key = XorKey.of(bytes);
  }

  /** How many transactions follow. */
  void transactions(long count) {
    out.int64(count);
  }

  /**
   * @param time in seconds since 1970
   * @param feeDelta in satoshis
   */
  void transaction(Transaction transaction, long time, long feeDelta) throws IOException {
    out.bytes(transaction.serialized()).int64(time).int64(feeDelta);
    flushIfFull();
  }

  /** How many of what follows there are. */
  void count(int count) {
    out.compactSize(count);
  }

  void feeDelta(Txid txid, long sats) throws IOException {
    out.hash(txid).int64(sats);
    flushIfFull();
  }

  void unbroadcast(Txid txid) throws IOException {
    out.hash(txid);
    flushIfFull();
  }

  /**
   * Ends the file: it is on disk as a whole.
   *
   * @return how long it is, in bytes
   */
  long finish() throws IOException {
    flush();
    file.force(false);
    return written;
  }

  private void flushIfFull() throws IOException {
    if (out.length() >= CHUNK) {
      flush();
    }
  }

  private void flush() throws IOException {
    var bytes = ByteBuffer.wrap(out.backingArray(), 0, out.length());
    key.apply(bytes, written);
    while (bytes.hasRemaining()) {
      written += file.write(bytes);
    }
    out.clear();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
