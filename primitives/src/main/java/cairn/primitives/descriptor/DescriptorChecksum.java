package cairn.primitives.descriptor;

import java.nio.charset.StandardCharsets;

/** The eight characters behind a {@code #} that show whether a descriptor is complete (BIP 380). */
public final class DescriptorChecksum {
  private static final String INPUT =
      "0123456789()[],'/*abcdefgh@:$%{}"
          + "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
          + "ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
  private static final String OUTPUT = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final long[] GENERATOR = {
    0xf5dee51989L, 0xa9fdca3312L, 0x1bab10e32dL, 0x3706b1677aL, 0x644d626ffdL
  };

  private static final int LENGTH = 8;
  private static final int GROUP = 32;

  /** By the five bits that fall out of the state, what is added to it. */
  private static final long[] REMAINDERS = remainders();

  /** By character, its place in the input, or -1. */
  private static final byte[] PLACES = places();

  private DescriptorChecksum() {}

  /** The descriptor with its checksum. */
  public static String append(String descriptor) throws DescriptorException {
    return descriptor + "#" + of(descriptor);
  }

  /**
   * The checksum of a descriptor without one.
   *
   * @throws DescriptorException if there is a character in it that descriptors do not have
   */
  public static String of(String descriptor) throws DescriptorException {
    long state = 1;
    int groups = 0;
    int count = 0;
    for (int i = 0; i < descriptor.length(); i++) {
      char character = descriptor.charAt(i);
      int place = character < PLACES.length ? PLACES[character] : -1;
      if (place < 0) {
        throw new DescriptorException("Invalid characters in payload");
      }
      state = next(state, place % GROUP);
      groups = groups * 3 + place / GROUP;
      count++;
      if (count == 3) {
        state = next(state, groups);
        groups = 0;
        count = 0;
      }
    }
    if (count > 0) {
      state = next(state, groups);
    }
    for (int i = 0; i < LENGTH; i++) {
      state = next(state, 0);
    }
    state ^= 1;
    var checksum = new StringBuilder(LENGTH);
    for (int i = LENGTH - 1; i >= 0; i--) {
      checksum.append(OUTPUT.charAt((int) (state >> (5 * i)) & 31));
    }
    return checksum.toString();
  }

  private static long next(long state, int value) {
    return ((state & 0x7ffffffffL) << 5) ^ value ^ REMAINDERS[(int) (state >> 35)];
  }

  private static long[] remainders() {
    var remainders = new long[GROUP];
    for (int top = 0; top < remainders.length; top++) {
      for (int i = 0; i < GENERATOR.length; i++) {
        remainders[top] ^= (top >> i & 1) != 0 ? GENERATOR[i] : 0;
      }
    }
    return remainders;
  }

  private static byte[] places() {
    var places = new byte[128];
    for (int i = 0; i < places.length; i++) {
      places[i] = (byte) INPUT.indexOf(i);
    }
    return places;
  }

  /**
   * A descriptor without its checksum, which has been found right if it is there.
   *
   * @throws DescriptorException if it is wrong
   */
  public static String strip(String descriptor) throws DescriptorException {
    var parts = descriptor.split("#", -1);
    if (parts.length > 2) {
      throw new DescriptorException("Multiple '#' symbols");
    }
    if (parts.length == 2 && parts[1].length() != LENGTH) {
      throw new DescriptorException(
          "Expected 8 character checksum, not %d characters"
              .formatted(parts[1].getBytes(StandardCharsets.UTF_8).length));
    }
    var computed = of(parts[0]);
    if (parts.length == 2 && !parts[1].equals(computed)) {
      throw new DescriptorException(
          "Provided checksum '%s' does not match computed checksum '%s'"
              .formatted(parts[1], computed));
    }
    return parts[0];
  }
}
