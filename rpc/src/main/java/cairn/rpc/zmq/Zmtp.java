package cairn.rpc.zmq;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What goes over a connection of ZMQ: the part of ZMTP 3.1 (RFC 37/ZMTP) that a publisher needs,
 * without encryption or passwords.
 */
final class Zmtp {
  static final int GREETING_LENGTH = 64;

  /** Nothing that a subscriber has to say is longer. */
  static final int MAX_FRAME = 1 << 10;

  private static final int SIGNATURE_START = 0xff;
  private static final int SIGNATURE_END_AT = 9;
  private static final int SIGNATURE_END = 0x7f;
  private static final int MAJOR_VERSION_AT = 10;
  private static final int MAJOR_VERSION = 3;
  private static final int MINOR_VERSION = 1;
  private static final int MECHANISM_AT = 12;
  private static final int MECHANISM_LENGTH = 20;
  private static final byte[] MECHANISM = ascii("NULL");

  private static final int MORE = 1;
  private static final int LONG = 2;
  private static final int COMMAND = 4;
  private static final int MAX_SHORT = 0xff;

  private Zmtp() {}

  /**
   * One frame.
   *
   * @param isCommand whether it is about the connection, rather than part of a message
   */
  record Frame(boolean isCommand, boolean hasMore, Bytes body) {}

  /** A command: what stands at the beginning of a frame, and the rest. */
  record Command(String name, Bytes data) {
    static Command of(Bytes body) throws IOException {
      int length = body.isEmpty() ? 0 : body.unsigned(0);
      if (length == 0 || length > body.length() - 1) {
        throw new IOException("a command without a name");
      }
      return new Command(ascii(body.slice(1, 1 + length)), body.slice(1 + length));
    }
  }

  /** With which either side begins. */
  static byte[] greeting() {
    var greeting = new byte[GREETING_LENGTH];
    greeting[0] = (byte) SIGNATURE_START;
    greeting[SIGNATURE_END_AT] = SIGNATURE_END;
    greeting[MAJOR_VERSION_AT] = MAJOR_VERSION;
    greeting[MAJOR_VERSION_AT + 1] = MINOR_VERSION;
    System.arraycopy(MECHANISM, 0, greeting, MECHANISM_AT, MECHANISM.length);
    return greeting;
  }

  /**
   * Looks at the other's greeting.
   *
   * @throws IOException if it is none, or of one who does not speak this version
   */
  static void checkGreeting(Bytes greeting) throws IOException {
    if (greeting.unsigned(0) != SIGNATURE_START
        || (greeting.unsigned(SIGNATURE_END_AT) & 1) == 0
        || greeting.unsigned(MAJOR_VERSION_AT) < MAJOR_VERSION) {
      throw new IOException("not ZMTP 3");
    }
    var mechanism = ascii(greeting.slice(MECHANISM_AT, MECHANISM_AT + MECHANISM_LENGTH));
    if (!mechanism.equals("NULL" + "\0".repeat(MECHANISM_LENGTH - MECHANISM.length))) {
      throw new IOException("a mechanism other than NULL");
    }
  }

  /** Says that this is one who publishes. */
  static byte[] ready() {
    return command("READY", property("Socket-Type", "PUB"));
  }

  /** The answer to a {@code PING}, of which {@code data} is what follows its name. */
  static byte[] pong(Bytes data) throws IOException {
    int ttlLength = Short.BYTES;
    if (data.length() < ttlLength) {
      throw new IOException("a ping without a time to live");
    }
    return command("PONG", data.slice(ttlLength).toArray());
  }

  private static byte[] command(String name, byte[] data) {
    var buffer = ByteBuffer.allocate(3 + name.length() + data.length);
    buffer.put((byte) COMMAND).put((byte) (1 + name.length() + data.length));
    return buffer.put((byte) name.length()).put(ascii(name)).put(data).array();
  }

  private static byte[] property(String name, String value) {
    var buffer = ByteBuffer.allocate(1 + name.length() + Integer.BYTES + value.length());
    buffer.put((byte) name.length()).put(ascii(name));
    return buffer.putInt(value.length()).put(ascii(value)).array();
  }

  /** What the other says of himself in his {@code READY}, by names in small letters. */
  static Map<String, String> properties(Bytes data) throws IOException {
    var properties = new HashMap<String, String>();
    for (int at = 0; at < data.length(); ) {
      int nameEnd = at + 1 + data.unsigned(at);
      int valueAt = nameEnd + Integer.BYTES;
      if (valueAt > data.length()) {
        throw new IOException("properties that are cut off");
      }
      long length = 0;
      for (int i = nameEnd; i < valueAt; i++) {
        length = length << Byte.SIZE | data.unsigned(i);
      }
      if (length > data.length() - valueAt) {
        throw new IOException("properties that are cut off");
      }
      var name = ascii(data.slice(at + 1, nameEnd));
      at = valueAt + (int) length;
      properties.put(name.toLowerCase(Locale.ROOT), ascii(data.slice(valueAt, at)));
    }
    return properties;
  }

  /** A message as Core has them: the topic, what there is to tell, and a number that counts up. */
  static byte[] message(Bytes topic, Bytes content, int number) {
    boolean isLong = content.length() > MAX_SHORT;
    int headers = 2 + (isLong ? 1 + Long.BYTES : 2) + 2;
    var buffer =
        ByteBuffer.allocate(headers + topic.length() + content.length() + Integer.BYTES)
            .order(ByteOrder.BIG_ENDIAN);
    buffer.put((byte) MORE).put((byte) topic.length()).put(topic.toArray());
    if (isLong) {
      buffer.put((byte) (MORE | LONG)).putLong(content.length());
    } else {
      buffer.put((byte) MORE).put((byte) content.length());
    }
    buffer.put(content.backingArray(), content.backingOffset(), content.length());
    buffer.put((byte) 0).put((byte) Integer.BYTES);
    return buffer.order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  /** Reads the next frame. */
  static Frame read(Source source) throws IOException {
    int flags = source.take(1).unsigned(0);
    long length;
    if ((flags & LONG) == 0) {
      length = source.take(1).unsigned(0);
    } else {
      length = ByteBuffer.wrap(source.take(Long.BYTES).toArray()).getLong();
    }
    if (length < 0 || length > MAX_FRAME) {
      throw new IOException("a frame of " + Long.toUnsignedString(length) + " bytes");
    }
    return new Frame((flags & COMMAND) != 0, (flags & MORE) != 0, source.take((int) length));
  }

  /** Where bytes come from. */
  interface Source {
    /** Waits for so many; if the connection ends before, that is an exception. */
    Bytes take(int count) throws IOException;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String ascii(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.US_ASCII);
  }
}
