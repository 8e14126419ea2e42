package cairn.rpc.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines, and what is not lines, of a stream. Not thread-safe. */
final class LineInput {
  private final InputStream in;
  private final int maxLine;
  private final byte[] buffer;
  private int from;
  private int to;
  private long consumed;

  /**
   * @param maxLine how many bytes a line may have, its end not included
   */
  LineInput(InputStream in, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
    this.buffer = new byte[maxLine + 1];
  }

  /** Waits until there is something to read; false if the stream has ended. */
  boolean awaitMore() throws IOException {
    return from < to || fill();
  }

  /** How many bytes have been read so far. */
  long consumed() {
    return consumed;
  }

  /**
   * The next line, without its end, which is LF or CR LF.
   *
   * @throws EOFException if the stream ends first
   */
  String line() throws IOException, RequestException {
    int searched = 0;
    while (true) {
      for (int i = from + searched; i < to; i++) {
        if (buffer[i] == '\n') {
          return take(i);
        }
        if (i - from + 1 > maxLine) {
          throw RequestException.bad("a line is too long");
        }
      }
      searched = to - from;
      if (!fill()) {
        throw new EOFException();
      }
    }
  }

  private String take(int end) {
    int length = end - from;
    if (length > 0 && buffer[end - 1] == '\r') {
      length--;
    }
    var line = new String(buffer, from, length, StandardCharsets.ISO_8859_1);
    consumed += end + 1 - from;
    from = end + 1;
    return line;
  }

  /**
   * Reads that many bytes.
   *
   * @throws EOFException if the stream ends first
   */
  void readFully(byte[] target, int at, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (!awaitMore()) {
        throw new EOFException();
      }
      int now = Math.min(length - done, to - from);
      System.arraycopy(buffer, from, target, at + done, now);
      from += now;
      done += now;
      if (from == to && length - done > buffer.length) {
        done += readDirectly(target, at + done, length - done);
      }
    }
    consumed += length;
  }

  private int readDirectly(byte[] target, int at, int length) throws IOException {
    int read = in.read(target, at, length);
    if (read < 0) {
      throw new EOFException();
    }
    return read;
  }

  /** Reads that many bytes and forgets them. */
  void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      if (!awaitMore()) {
        throw new EOFException();
      }
      int now = (int) Math.min(left, to - from);
      from += now;
      left -= now;
    }
    consumed += length;
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    int read = in.read(buffer, to, buffer.length - to);
    to += Math.max(read, 0);
    return read > 0;
  }
}
