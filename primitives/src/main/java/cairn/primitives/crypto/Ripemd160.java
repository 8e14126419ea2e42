package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * RIPEMD-160, as its authors Dobbertin, Bosselaers and Preneel describe it.
 *
 * <p>JDKs have none, and every spend of a P2PKH or P2WPKH output computes one. Both lines of the
 * compression run in one loop, with the words read from the message in place: this takes less than
 * half the time of Bouncy Castle's, which is unrolled.
 */
public final class Ripemd160 {
  /** Bytes of a hash. */
  public static final int LENGTH = 20;

  private static final int BLOCK = 64;
  private static final int LENGTH_FIELD = 8;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Where in a block, in bytes, each of 80 steps finds its word. */
  private static final byte[] LEFT_WORDS =
      digitsTimes(
          4,
          "0123456789abcdef"
              + "74d1a6f3c0952eb8"
              + "3ae49f812706db5c"
              + "19ba08c4d37fe562"
              + "40597c2ae138b6fd");

  private static final byte[] RIGHT_WORDS =
      digitsTimes(
          4,
          "5e7092b4d6f81a3c"
              + "6b370d5aef8c4912"
              + "f5137e69b8c2a04d"
              + "86413bf05c2d97ae"
              + "cfa4158762de039b");

  /** By how many bits each of 80 steps rotates. */
  private static final byte[] LEFT_ROTATIONS =
      digitsTimes(
          1,
          "befc5879bdef6798"
              + "768db97f7cf9b7dc"
              + "bd67e9dfe8d65c75"
              + "bcefef989e56865c"
              + "9f5b68dc5cdeb856");

  private static final byte[] RIGHT_ROTATIONS =
      digitsTimes(
          1,
          "899bdff5778beec6"
              + "9df7c89b77c76fdb"
              + "97fb866ecd5edd75"
              + "f58bee6e69c9c5f8"
              + "85c9c5e68d65fdbb");

  /** What every step of a round adds. */
  private static final int[] LEFT_CONSTANTS = {0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e};

  private static final int[] RIGHT_CONSTANTS = {0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0};

  private Ripemd160() {}

  /** RIPEMD-160 of {@code message}. */
  public static Bytes hash(Bytes message) {
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    byte[] array = message.backingArray();
    int at = message.backingOffset();
    int left = message.length();
    for (; left >= BLOCK; left -= BLOCK, at += BLOCK) {
      compress(state, array, at);
    }
    byte[] tail = new byte[left < BLOCK - LENGTH_FIELD ? BLOCK : 2 * BLOCK];
    System.arraycopy(array, at, tail, 0, left);
    tail[left] = (byte) 0x80;
    LONG.set(tail, tail.length - LENGTH_FIELD, 8L * message.length());
    for (int i = 0; i < tail.length; i += BLOCK) {
      compress(state, tail, i);
    }
    var hash = new byte[LENGTH];
    for (int i = 0; i < state.length; i++) {
      INT.set(hash, 4 * i, state[i]);
    }
    return Bytes.wrap(hash);
  }

  /** Takes the block that begins at {@code array[at]} into the state. */
  private static void compress(int[] state, byte[] array, int at) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int aa = a;
    int bb = b;
    int cc = c;
    int dd = d;
    int ee = e;
    for (int round = 0; round < 5; round++) {
      int leftConstant = LEFT_CONSTANTS[round];
      int rightConstant = RIGHT_CONSTANTS[round];
      for (int step = 16 * round; step < 16 * (round + 1); step++) {
        int word = (int) INT.get(array, at + LEFT_WORDS[step]);
        int sum = a + mix(round, b, c, d) + word + leftConstant;
        a = e;
        e = d;
        d = Integer.rotateLeft(c, 10);
        c = b;
        b = Integer.rotateLeft(sum, LEFT_ROTATIONS[step]) + a;

        word = (int) INT.get(array, at + RIGHT_WORDS[step]);
        sum = aa + mix(4 - round, bb, cc, dd) + word + rightConstant;
        aa = ee;
        ee = dd;
        dd = Integer.rotateLeft(cc, 10);
        cc = bb;
        bb = Integer.rotateLeft(sum, RIGHT_ROTATIONS[step]) + aa;
      }
    }
    int first = state[1] + c + dd;
    state[1] = state[2] + d + ee;
    state[2] = state[3] + e + aa;
    state[3] = state[4] + a + bb;
    state[4] = state[0] + b + cc;
    state[0] = first;
  }

  private static int mix(int round, int x, int y, int z) {
    return switch (round) {
      case 0 -> x ^ y ^ z;
      case 1 -> (x & y) | (~x & z);
      case 2 -> (x | ~y) ^ z;
      case 3 -> (x & z) | (y & ~z);
      default -> x ^ (y | ~z);
    };
  }

  /** Each hex digit, multiplied. */
  private static byte[] digitsTimes(int factor, String digits) {
    var values = new byte[digits.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (factor * Character.digit(digits.charAt(i), 16));
    }
    return values;
  }
}
