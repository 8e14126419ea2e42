package cairn.rpc.http;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.util.Arrays;

/** A body that comes in chunks. Not thread-safe. */
final class ChunkedBody {
  /** A longer body may become as long as any, so there has to be room for that. */
  private static final int SMALL = BodyMemory.SMALL;

  private final BodyMemory memory;
  private byte[] body = new byte[0];
  private int length;

  ChunkedBody(BodyMemory memory) {
    this.memory = memory;
  }

  /** Takes note that so many bytes follow. */
  void count(long size) throws RequestException {
    if (size > RequestReader.MAX_BODY_BYTES - length) {
      throw RequestException.tooLarge("the next chunk makes the body too long");
    }
    length += (int) size;
  }

  /** Reads the chunk that was counted last. */
  void read(LineInput in, int size) throws IOException, InterruptedException {
    if (body.length <= SMALL && length > SMALL) {
      memory.reserve(RequestReader.MAX_BODY_BYTES);
    }
    if (length > body.length) {
      body = Arrays.copyOf(body, Math.max(length, Math.min(2 * body.length, 1 << 25)));
    }
    in.readFully(body, length - size, size);
  }

  Bytes finish() {
    return Bytes.wrap(body, 0, length);
  }
}
