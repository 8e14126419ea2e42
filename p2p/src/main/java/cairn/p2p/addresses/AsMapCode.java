package cairn.p2p.addresses;

import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;

/**
 * Reads the instructions of an {@linkplain AsMapFile asmap}: a stream of bits, those of each byte
 * from the lowest on, that decide over the bits of an address, from its first one on.
 */
final class AsMapCode {
  /** What is to be done. */
  sealed interface Instruction {
    /** The address belongs to {@code system}. */
    record Return(long system) implements Instruction {}

    /** If the next bit of the address is set, to skip {@code distance} bits of the code. */
    record Jump(int distance) implements Instruction {}

    /**
     * Unless the next bits of the address are these, the address belongs to the default system.
     *
     * @param length 1 to 8
     */
    record Match(int length, int pattern) implements Instruction {}

    /** From now on, the default is {@code system}. */
    record Default(long system) implements Instruction {}
  }

  private static final int SYSTEM_FROM = 15;
  private static final int SYSTEM_CLASSES = 10;
  private static final int JUMP_FROM = 5;
  private static final int JUMP_CLASSES = 26;
  private static final int SHORTEST_JUMP = 17;
  private static final int MATCH_CLASSES = 8;

  private final Bytes code;
  private long position;

  AsMapCode(Bytes code) {
    this.code = code;
  }

  /** In bits. */
  long position() {
    return position;
  }

  /** In whole bytes. */
  int offset() {
    return (int) (position / Byte.SIZE);
  }

  /** In bits. */
  long left() {
    return 8L * code.length() - position;
  }

  void skip(int distance) {
    position += distance;
  }

  /** Reads the next instruction. */
  Instruction next() throws DecodeException {
    if (!bit()) {
      return new Instruction.Return(system());
    }
    if (!bit()) {
      return new Instruction.Jump((int) number(SHORTEST_JUMP, JUMP_FROM, JUMP_CLASSES));
    }
    if (bit()) {
      return new Instruction.Default(system());
    }
    int match = (int) number(2, 1, MATCH_CLASSES);
    int length = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(match);
    return new Instruction.Match(length, match - (1 << length));
  }

  private long system() throws DecodeException {
    return number(1, SYSTEM_FROM, SYSTEM_CLASSES);
  }

  /**
   * Reads a number. Small ones take few bits: they are in classes, each of which has room for twice
   * as many as the one before, and as many ones as classes are passed over, then a zero unless it
   * is the last class, then the place in the class, the highest bit first.
   *
   * @param least the lowest number there is
   * @param width bits of a place in the first class
   */
  private long number(long least, int width, int classes) throws DecodeException {
    long number = least;
    int last = width + classes - 1;
    int bits = width;
    while (bits < last && bit()) {
      number += 1L << bits;
      bits++;
    }
    long place = 0;
    for (int i = 0; i < bits; i++) {
      place = 2 * place + (bit() ? 1 : 0);
    }
    return number + place;
  }

  /** Reads a bit. */
  boolean bit() throws DecodeException {
    if (left() == 0) {
      throw new DecodeException("asmap ends within an instruction", offset());
    }
    int value = code.unsigned((int) (position / 8)) >> (position % 8) & 1;
    position++;
    return value == 1;
  }
}
