package cairn.rpc.json;

import cairn.primitives.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes JSON text as Core does: without any blanks, or indented. Not thread-safe.
 *
 * <p>The text is bytes, since that is what goes to the client, in pieces: a large one grows without
 * being copied.
 */
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** By byte, its two digits: the first one in the upper half. */
  private static final short[] HEX_PAIRS = hexPairs();

  private static final VarHandle DIGITS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final char DELETE = 0x7f;
  private static final byte[] NONE = new byte[0];
  private static final int FIRST_PIECE = 256;

  /** How much larger than the one before a piece is, until they are large. */
  private static final int GROWTH = 4;

  private static final int LARGE_PIECE = 1 << 16;

  private final int indent;
  private final Room room;
  private final List<Bytes> pieces = new ArrayList<>();

  /** How much memory all pieces take, with the one that is being written. */
  private int memory = FIRST_PIECE;

  /** The length of all pieces before the one that is being written. */
  private int before;

  private byte[] text = new byte[FIRST_PIECE];
  private int length;

  /**
   * @param indent how many blanks further in the next level begins; 0 for all in one line
   * @param room asked for before the text grows
   */
  public JsonWriter(int indent, Room room) {
    this.indent = indent;
    this.room = room;
  }

  /** Where there is room for text. */
  public interface Room {
    /** Has room for so many bytes in all; an exception ends the writing. */
    void grow(int bytes);
  }

  /** The text of {@code value}, without blanks. */
  public static String text(Json value) {
    return text(value, 0);
  }

  /** The text of {@code value}, indented. */
  public static String text(Json value, int indent) {
    var writer = new JsonWriter(indent, _ -> {});
    writer.write(value);
    return new String(Bytes.join(writer.finish()).toArray(), StandardCharsets.UTF_8);
  }

  /** Appends a value. */
  public void write(Json value) {
    write(value, 0);
  }

  /** Appends ASCII text as it is. */
  public void append(String raw) {
    int size = raw.length();
    reserve(size);
    for (int i = 0; i < size; i++) {
      text[length + i] = (byte) raw.charAt(i);
    }
    length += size;
  }

  /** How many bytes have been written. */
  public int length() {
    return before + length;
  }

  /** What has been written, piece by piece. Nothing can be appended afterwards. */
  public List<Bytes> finish() {
    pieces.add(Bytes.wrap(text, 0, length));
    text = NONE;
    return pieces;
  }

  private void write(Json value, int level) {
    switch (value) {
      case Json.Null _ -> append("null");
      case Json.Bool(var bool) -> append(bool ? "true" : "false");
      case Json.Num(var number) -> append(number);
      case Json.Str(var string) -> quote(string);
      case Json.Hex(var bytes) -> quote(bytes);
      case Json.Arr(var elements) -> {
        append('[');
        boolean first = true;
        for (var element : elements) {
          next(first, level + 1);
          first = false;
          write(element, level + 1);
        }
        newLine(level);
        append(']');
      }
      case Json.Obj(var members) -> {
        append('{');
        boolean first = true;
        for (var member : members) {
          next(first, level + 1);
          first = false;
          quote(member.name());
          append(indent > 0 ? ": " : ":");
          write(member.value(), level + 1);
        }
        newLine(level);
        append('}');
      }
    }
  }

  private static short[] hexPairs() {
    var pairs = new short[256];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = (short) (HEX[i >> 4] << 8 | HEX[i & 15]);
    }
    return pairs;
  }

  private void next(boolean first, int level) {
    if (!first) {
      append(',');
    }
    newLine(level);
  }

  private void newLine(int level) {
    if (indent > 0) {
      append('\n');
      int blanks = indent * level;
      reserve(blanks);
      Arrays.fill(text, length, length + blanks, (byte) ' ');
      length += blanks;
    }
  }

  private void quote(Bytes bytes) {
    int size = bytes.length();
    reserve(2 * size + 2);
    byte[] from = bytes.backingArray();
    int start = bytes.backingOffset();
    text[length] = '"';
    int at = length + 1;
    for (int i = start; i < start + size; i++) {
      DIGITS.set(text, at, HEX_PAIRS[from[i] & 0xff]);
      at += 2;
    }
    text[at] = '"';
    length = at + 1;
  }

  private void quote(String string) {
    int size = string.length();
    reserve(size + 2);
    text[length++] = '"';
    int plain = 0;
    while (plain < size && isPlain(string.charAt(plain))) {
      text[length + plain] = (byte) string.charAt(plain);
      plain++;
    }
    length += plain;
    if (plain < size) {
      encodeFrom(string, plain);
      append('"');
    } else {
      text[length++] = '"';
    }
  }

  /** Whether a character is written as the one byte that it is in ASCII. */
  private static boolean isPlain(char character) {
    return character >= ' ' && character < DELETE && character != '"' && character != '\\';
  }

  private void encodeFrom(String string, int start) {
    int plainFrom = start;
    for (int i = start; i < string.length(); i++) {
      char character = string.charAt(i);
      if (character <= DELETE && !isPlain(character)) {
        encode(string, plainFrom, i);
        escape(character);
        plainFrom = i + 1;
      }
    }
    encode(string, plainFrom, string.length());
  }

  private void escape(char character) {
    switch (character) {
      case '"' -> append("\\\"");
      case '\\' -> append("\\\\");
      case '\b' -> append("\\b");
      case '\f' -> append("\\f");
      case '\n' -> append("\\n");
      case '\r' -> append("\\r");
      case '\t' -> append("\\t");
      default -> {
        append("\\u00");
        append((char) HEX[character >> 4]);
        append((char) HEX[character & 15]);
      }
    }
  }

  private void encode(String string, int from, int to) {
    if (from == to) {
      return;
    }
    byte[] bytes = string.substring(from, to).getBytes(StandardCharsets.UTF_8);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, text, length, bytes.length);
    length += bytes.length;
  }

  private void append(char ascii) {
    reserve(1);
    text[length++] = (byte) ascii;
  }

  private void reserve(int more) {
    if (text.length - length < more) {
      int size = Math.max(more, Math.min(GROWTH * text.length, LARGE_PIECE));
      memory = Math.addExact(memory, size);
      room.grow(memory);
      pieces.add(Bytes.wrap(text, 0, length));
      before += length;
      text = new byte[size];
      length = 0;
    }
  }
}
