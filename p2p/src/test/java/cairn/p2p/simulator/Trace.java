package cairn.p2p.simulator;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;

/**
 * What has happened on all connections, in its order, as one hash: two runs that have the same one
 * were the same.
 */
final class Trace {
  private static final int OPENED = 0;
  private static final int CLOSED = 1;
  private static final int DELIVERED = 2;

  private final Sha256 sha256 = new Sha256();
  private final ByteWriter record = new ByteWriter(1 << 16);
  private long deliveries;
  private long bytes;

  void opened(long micros, End end) {
    add(OPENED, micros, end);
  }

  void closed(long micros, End end) {
    add(CLOSED, micros, end);
  }

  void delivered(long micros, End to, String command, Bytes payload) {
    deliveries++;
    bytes += payload.length();
    add(DELIVERED, micros, to);
    for (int i = 0; i < command.length(); i++) {
      record.uint8(command.charAt(i));
    }
    record.bytes(payload);
  }

  private void add(int kind, long micros, End end) {
    if (record.length() > 1 << 15) {
      flush();
    }
    record.uint8(kind).int64(micros).int64(end.line()).uint8(end.isCaller() ? 1 : 0);
  }

  private void flush() {
    sha256.update(record);
    record.clear();
  }

  /** How many messages have arrived. */
  long deliveries() {
    return deliveries;
  }

  /** How many bytes were in them. */
  long bytes() {
    return bytes;
  }

  /** The hash of everything so far, in hexadecimal digits. */
  String hash() {
    flush();
    return sha256.fork().finish().toString();
  }
}
