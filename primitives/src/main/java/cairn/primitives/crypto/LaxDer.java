package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads ECDSA signatures in DER as loosely as Core's {@code ecdsa_signature_parse_der_lax} does:
 * all that was ever in the chain before BIP 66.
 *
 * <p>A sequence tag, a length that is not looked at, two integers, and anything after them. An
 * integer may be padded with zeros, is never negative, and may give its length in the long form
 * with up to three bytes that count.
 */
final class LaxDer {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int LONG_FORM = 0x80;
  private static final int COMPACT_LENGTH = EcdsaSignature.COMPACT_LENGTH;

  private final byte[] array;
  private final int end;
  private int position;
  private int integerLength;

  private LaxDer(Bytes der) {
    this.array = der.backingArray();
    this.position = der.backingOffset();
    this.end = position + der.length();
  }

  /**
   * Reads r and s as 32 bytes each; both are zero, which no signature is right with, if either
   * takes more than 32. They may exceed the curve's order.
   *
   * @return null if there are no two integers to be found
   */
  static byte @Nullable [] parse(Bytes der) {
    var in = new LaxDer(der);
    if (!in.skipSequenceHeader() || !in.readIntegerHeader()) {
      return null;
    }
    var compact = new byte[COMPACT_LENGTH];
    boolean fits = in.copyInteger(compact, 32);
    if (!in.readIntegerHeader()) {
      return null;
    }
    fits &= in.copyInteger(compact, 64);
    return fits ? compact : new byte[COMPACT_LENGTH];
  }

  private boolean skipSequenceHeader() {
    if (!skipTag(SEQUENCE) || position == end) {
      return false;
    }
    int length = array[position++] & 0xff;
    if (length >= LONG_FORM) {
      int count = length - LONG_FORM;
      if (count > end - position) {
        return false;
      }
      position += count;
    }
    return true;
  }

  /** Goes to the first byte of an integer and notes its length, which is within the input. */
  private boolean readIntegerHeader() {
    if (!skipTag(INTEGER) || position == end) {
      return false;
    }
    int length = array[position++] & 0xff;
    if (length >= LONG_FORM) {
      int count = length - LONG_FORM;
      if (count > end - position) {
        return false;
      }
      while (count > 0 && array[position] == 0) {
        position++;
        count--;
      }
      if (count > 3) {
        return false;
      }
      length = 0;
      for (; count > 0; count--) {
        length = (length << 8) | (array[position++] & 0xff);
      }
    }
    integerLength = length;
    return length <= end - position;
  }

  private boolean skipTag(int tag) {
    return position < end && array[position++] == tag;
  }

  /** Writes the integer so that it ends before {@code target[to]}, if 32 bytes hold it. */
  private boolean copyInteger(byte[] target, int to) {
    int from = position;
    int length = integerLength;
    position += length;
    while (length > 0 && array[from] == 0) {
      from++;
      length--;
    }
    if (length > 32) {
      return false;
    }
    System.arraycopy(array, from, target, to - length, length);
    return true;
  }
}
